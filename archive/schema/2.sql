-- Version 2: full-text search.

-- Every printed text of a document with its place, for people and for showing where a hit is.
CREATE VIEW document_blocks AS
SELECT document, 1 AS part, 0 AS major, 0 AS minor, field AS kind, NULL AS label, NULL AS table_id, NULL AS row_index,
       text, page, x0, y0, x1, y1 FROM heading_values
UNION ALL
SELECT document, 2, item, 0, 'item', coalesce(label, number), NULL, NULL, text, page, x0, y0, x1, y1 FROM items
UNION ALL
SELECT document, 3, block, 0, type, NULL, NULL, NULL, text, page, x0, y0, x1, y1 FROM blocks WHERE text IS NOT NULL
UNION ALL
SELECT document, 4, appendix, 0, 'appendix', number, NULL, NULL, title, first_page, NULL, NULL, NULL, NULL
  FROM appendices WHERE title IS NOT NULL
UNION ALL
SELECT document, 5, id, 0, 'list', NULL, NULL, NULL, title, page, x0, y0, x1, y1 FROM lists WHERE title IS NOT NULL
UNION ALL
SELECT document, 6, list_id, entry, 'entry', label, NULL, NULL, text, page, x0, y0, x1, y1 FROM list_entries
UNION ALL
SELECT document, 7, id, 0, 'table', NULL, id, NULL, title, page, x0, y0, x1, y1 FROM tables WHERE title IS NOT NULL
UNION ALL
SELECT document, 8, table_id, row_index * 1000 + column_index, 'cell', NULL, table_id, row_index, text, page, x0, y0,
       x1, y1 FROM cells WHERE text <> ''
UNION ALL
SELECT document, 9, signatory, 0, 'signatory', NULL, NULL, NULL,
       coalesce(text, coalesce(position || ' ', '') || coalesce(person, '')), page, x0, y0, x1, y1 FROM signatories
UNION ALL
SELECT document, 10, drafter, 0, 'drafted_by', NULL, NULL, NULL,
       coalesce(text, coalesce(person, '') || coalesce(' ' || position, '') || coalesce(' ' || organization, '') ||
       coalesce(' ' || phone, '')), page, x0, y0, x1, y1 FROM drafted_by;

-- What the index is made of: one row for each document, a line for each block, so that no phrase runs from one cell into
-- the next. Read when a document enters the index and when it leaves it: the two must give the same.
CREATE VIEW document_texts AS
SELECT
  document,
  coalesce(kind_text, '') || char(10) || coalesce(number, '') || char(10) || coalesce(date, '') || char(10) ||
  coalesce(issuer, '') || char(10) || coalesce(place, '') || char(10) || coalesce(title, '') AS heading,
  coalesce((SELECT group_concat(text, char(10)) FROM heading_values WHERE heading_values.document = d.document), '') || char(10) ||
  coalesce((SELECT group_concat(text, char(10)) FROM items WHERE items.document = d.document), '') || char(10) ||
  coalesce((SELECT group_concat(text, char(10)) FROM blocks WHERE blocks.document = d.document), '') || char(10) ||
  coalesce((SELECT group_concat(title, char(10)) FROM appendices WHERE appendices.document = d.document), '') || char(10) ||
  coalesce((SELECT group_concat(title, char(10)) FROM lists WHERE lists.document = d.document), '') || char(10) ||
  coalesce((SELECT group_concat(text, char(10)) FROM list_entries WHERE list_entries.document = d.document), '') || char(10) ||
  coalesce((SELECT group_concat(title, char(10)) FROM tables WHERE tables.document = d.document), '') || char(10) ||
  coalesce((SELECT group_concat(text, char(10)) FROM cells WHERE cells.document = d.document AND text <> ''), '') || char(10) ||
  coalesce((SELECT group_concat(coalesce(text, coalesce(position || ' ', '') || coalesce(person, '')), char(10))
            FROM signatories WHERE signatories.document = d.document), '') || char(10) ||
  coalesce((SELECT group_concat(coalesce(text, coalesce(person, '') || coalesce(' ' || position, '') ||
            coalesce(' ' || organization, '') || coalesce(' ' || phone, '')), char(10))
            FROM drafted_by WHERE drafted_by.document = d.document), '') AS text,
  coalesce((SELECT group_concat(name || coalesce(' ' || given, '') || coalesce(' ' || patronymic, ''), char(10))
            FROM persons WHERE persons.document = d.document), '') || char(10) ||
  coalesce((SELECT group_concat(name || coalesce(' ' || locality, ''), char(10))
            FROM schools WHERE schools.document = d.document), '') AS names
FROM documents AS d;

-- The tokenizer is prikaz's own: other programs can read every table but this one.
CREATE VIRTUAL TABLE document_index USING fts5 (
  heading, text, names,
  content = 'document_texts', content_rowid = 'document', tokenize = 'prikaz'
);
INSERT INTO document_index (document_index) VALUES ('rebuild');
