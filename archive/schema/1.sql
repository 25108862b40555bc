-- The tables of an archive, version 1. Columns bear the names of the output contract's keys; page, x0, y0, x1, y1 say
-- where a text stands: its first page (from 1) and its box there in points from the top left of the upright page.
-- Plain numbers named file and document tie tables together; what people and programs call a document is documents.id.

CREATE TABLE files (             -- distinct contents
  file INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('imported', 'failed')),
  name TEXT NOT NULL,            -- base name when it was read
  media_type TEXT,
  size_bytes INTEGER NOT NULL,
  page_count INTEGER,            -- null if failed
  failure TEXT,                  -- one word of a closed set if failed: encrypted, damaged, timeout, ...
  reason TEXT                    -- one line for people
);

CREATE TABLE paths (             -- where files were found
  path TEXT PRIMARY KEY,         -- a blob where the name is not UTF-8; in a container: a.zip!/inner/x.pdf
  file INTEGER REFERENCES files ON DELETE CASCADE,  -- null: the content could not be read
  size_bytes INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL,
  ctime_ns INTEGER NOT NULL,
  inode INTEGER NOT NULL,
  failure TEXT,                  -- why it could not be read
  reason TEXT
) WITHOUT ROWID;
CREATE INDEX paths_by_file ON paths (file);

CREATE TABLE imports (           -- how files were read
  file INTEGER PRIMARY KEY REFERENCES files ON DELETE CASCADE,
  program_version TEXT NOT NULL,
  sandbox TEXT NOT NULL,         -- what was in force
  attempts INTEGER NOT NULL,
  cpu_s REAL NOT NULL,
  imported_at TEXT NOT NULL      -- UTC
);

CREATE TABLE extractions (       -- what was read, whole, as the output contract says
  file INTEGER PRIMARY KEY REFERENCES files ON DELETE CASCADE,
  json TEXT NOT NULL
);

CREATE TABLE pages (
  file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
  number INTEGER NOT NULL,
  width_pt REAL NOT NULL,
  height_pt REAL NOT NULL,
  rotation_deg INTEGER NOT NULL,
  skew_deg REAL NOT NULL,
  text_source TEXT NOT NULL,
  ocr_confidence REAL,
  PRIMARY KEY (file, number)
) WITHOUT ROWID;

CREATE TABLE documents (
  document INTEGER PRIMARY KEY,
  id TEXT NOT NULL,              -- first 12 digits of the file's sha256, a dot, 1 for its first document
  file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,      -- in the file, from 1
  kind TEXT NOT NULL,
  first_page INTEGER NOT NULL,
  last_page INTEGER NOT NULL,
  kind_text TEXT, issuer TEXT, number TEXT, date TEXT, place TEXT, title TEXT,
  preamble TEXT,
  ogrn TEXT, inn TEXT, phone TEXT, email TEXT, address TEXT,  -- of the issuer
  doubts INTEGER NOT NULL,       -- diagnostics of severity warning or error about it
  UNIQUE (file, ordinal)
);
CREATE INDEX documents_by_date ON documents (date, id);

CREATE TABLE heading_values (    -- the heading, preamble and approval as printed, and where
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  field TEXT NOT NULL,           -- kind_text, issuer, number, date, place, title, preamble, approval
  value TEXT,
  text TEXT NOT NULL,
  confidence REAL,
  page INTEGER, x0 REAL, y0 REAL, x1 REAL, y1 REAL,
  PRIMARY KEY (document, field)
) WITHOUT ROWID;

CREATE TABLE approvals (
  document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
  by_person TEXT, position TEXT, by_document TEXT, date TEXT
);

CREATE TABLE items (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  item INTEGER NOT NULL,         -- in reading order, from 1
  parent INTEGER,                -- item it is part of
  number TEXT, label TEXT,
  text TEXT NOT NULL,
  confidence REAL NOT NULL,
  page INTEGER, x0 REAL, y0 REAL, x1 REAL, y1 REAL,
  PRIMARY KEY (document, item)
) WITHOUT ROWID;

CREATE TABLE signatories (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  signatory INTEGER NOT NULL,
  person TEXT, position TEXT, text TEXT,
  page INTEGER, x0 REAL, y0 REAL, x1 REAL, y1 REAL,
  PRIMARY KEY (document, signatory)
) WITHOUT ROWID;

CREATE TABLE drafted_by (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  drafter INTEGER NOT NULL,
  person TEXT, position TEXT, organization TEXT, phone TEXT, text TEXT,
  page INTEGER, x0 REAL, y0 REAL, x1 REAL, y1 REAL,
  PRIMARY KEY (document, drafter)
) WITHOUT ROWID;

CREATE TABLE appendices (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  appendix INTEGER NOT NULL,     -- from 1
  number TEXT, title TEXT,
  of_document_text TEXT, of_document_kind TEXT, of_document_number TEXT, of_document_date TEXT,
  first_page INTEGER NOT NULL, last_page INTEGER NOT NULL,
  PRIMARY KEY (document, appendix)
) WITHOUT ROWID;

CREATE TABLE blocks (            -- running content of the document and of its appendices
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  block INTEGER NOT NULL,        -- in reading order, from 1
  appendix INTEGER,
  type TEXT NOT NULL,            -- heading, paragraph, list, table
  text TEXT,
  level INTEGER,
  list_id TEXT, table_id TEXT,
  page INTEGER, x0 REAL, y0 REAL, x1 REAL, y1 REAL,
  PRIMARY KEY (document, block)
) WITHOUT ROWID;

CREATE TABLE furniture (         -- page numbers and running headers
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  furniture INTEGER NOT NULL,
  text TEXT NOT NULL,
  page INTEGER, x0 REAL, y0 REAL, x1 REAL, y1 REAL,
  PRIMARY KEY (document, furniture)
) WITHOUT ROWID;

CREATE TABLE lists (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  id TEXT NOT NULL,              -- l1, l2, ...
  title TEXT, kind TEXT NOT NULL, marker TEXT,
  page INTEGER, x0 REAL, y0 REAL, x1 REAL, y1 REAL,
  PRIMARY KEY (document, id)
) WITHOUT ROWID;

CREATE TABLE list_entries (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  list_id TEXT NOT NULL,
  entry INTEGER NOT NULL,        -- in reading order, from 1
  parent INTEGER,                -- entry it is part of
  label TEXT,
  text TEXT NOT NULL,
  page INTEGER, x0 REAL, y0 REAL, x1 REAL, y1 REAL,
  PRIMARY KEY (document, list_id, entry)
) WITHOUT ROWID;

CREATE TABLE tables (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  id TEXT NOT NULL,              -- t1, t2, ...
  title TEXT,
  first_page INTEGER NOT NULL, last_page INTEGER NOT NULL,
  page INTEGER, x0 REAL, y0 REAL, x1 REAL, y1 REAL,
  PRIMARY KEY (document, id)
) WITHOUT ROWID;

CREATE TABLE columns (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  table_id TEXT NOT NULL,
  column_index INTEGER NOT NULL, -- from 0
  header TEXT, role TEXT,
  PRIMARY KEY (document, table_id, column_index)
) WITHOUT ROWID;

CREATE TABLE rows (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  table_id TEXT NOT NULL,
  row_index INTEGER NOT NULL,    -- from 0
  kind TEXT NOT NULL,            -- data, section, header
  number TEXT,
  period TEXT, period_kind TEXT, period_start TEXT, period_end TEXT, period_recurrence TEXT,
  page INTEGER, x0 REAL, y0 REAL, x1 REAL, y1 REAL,
  PRIMARY KEY (document, table_id, row_index)
) WITHOUT ROWID;

CREATE TABLE cells (             -- those that are not covered by a merged neighbour
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  table_id TEXT NOT NULL,
  row_index INTEGER NOT NULL,
  column_index INTEGER NOT NULL,
  text TEXT NOT NULL,
  row_span INTEGER NOT NULL, col_span INTEGER NOT NULL,
  confidence REAL NOT NULL,
  page INTEGER, x0 REAL, y0 REAL, x1 REAL, y1 REAL,
  PRIMARY KEY (document, table_id, row_index, column_index)
) WITHOUT ROWID;

CREATE TABLE row_schools (       -- schools named in a row
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  table_id TEXT NOT NULL,
  row_index INTEGER NOT NULL,
  school_id TEXT NOT NULL,
  PRIMARY KEY (document, table_id, row_index, school_id)
) WITHOUT ROWID;

CREATE TABLE schools (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  id TEXT NOT NULL,              -- s1, s2, ...
  name TEXT NOT NULL,
  legal_form TEXT, type TEXT, number TEXT, proper_name TEXT, locality TEXT, honorific TEXT,
  PRIMARY KEY (document, id)
) WITHOUT ROWID;

CREATE TABLE school_mentions (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  school_id TEXT NOT NULL,
  mention INTEGER NOT NULL,
  text TEXT NOT NULL,
  path TEXT NOT NULL,            -- JSON Pointer into the extraction
  page INTEGER, x0 REAL, y0 REAL, x1 REAL, y1 REAL,
  PRIMARY KEY (document, school_id, mention)
) WITHOUT ROWID;

CREATE TABLE persons (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  id TEXT NOT NULL,              -- p1, p2, ...
  name TEXT NOT NULL,
  surname TEXT, given TEXT, patronymic TEXT, initials TEXT,
  positions TEXT,                -- separated by "; "
  PRIMARY KEY (document, id)
) WITHOUT ROWID;

CREATE TABLE person_mentions (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  person_id TEXT NOT NULL,
  mention INTEGER NOT NULL,
  text TEXT NOT NULL,
  path TEXT NOT NULL,
  page INTEGER, x0 REAL, y0 REAL, x1 REAL, y1 REAL,
  PRIMARY KEY (document, person_id, mention)
) WITHOUT ROWID;

CREATE TABLE responsible (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  responsible INTEGER NOT NULL,  -- from 0
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  full_name TEXT, person_id TEXT, position TEXT, organization TEXT,
  duty TEXT NOT NULL,
  item TEXT,                     -- answers for this item,
  table_id TEXT, row_index INTEGER, row_number TEXT,  -- or for this row, or, if neither is given, for the whole document
  text TEXT NOT NULL,
  confidence REAL NOT NULL,
  page INTEGER, x0 REAL, y0 REAL, x1 REAL, y1 REAL,
  PRIMARY KEY (document, responsible)
) WITHOUT ROWID;

CREATE TABLE dates (
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  date INTEGER NOT NULL,         -- from 0
  text TEXT NOT NULL,
  kind TEXT NOT NULL,
  start TEXT, "end" TEXT,        -- both included
  recurrence TEXT,
  inferred TEXT,                 -- what is taken from elsewhere, separated by "; "
  path TEXT NOT NULL,
  page INTEGER, x0 REAL, y0 REAL, x1 REAL, y1 REAL,
  PRIMARY KEY (document, date)
) WITHOUT ROWID;

CREATE TABLE document_references (  -- other documents named in this one
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  reference INTEGER NOT NULL,    -- from 0
  kind TEXT NOT NULL,
  issuer TEXT, date TEXT, number TEXT, title TEXT,
  text TEXT NOT NULL,
  path TEXT NOT NULL,
  page INTEGER, x0 REAL, y0 REAL, x1 REAL, y1 REAL,
  PRIMARY KEY (document, reference)
) WITHOUT ROWID;

CREATE TABLE diagnostics (
  file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
  diagnostic INTEGER NOT NULL,   -- from 0
  ordinal INTEGER,               -- of the document it is about
  code TEXT NOT NULL,
  severity TEXT NOT NULL,
  message TEXT NOT NULL,
  path TEXT,
  page INTEGER, x0 REAL, y0 REAL, x1 REAL, y1 REAL,
  PRIMARY KEY (file, diagnostic)
) WITHOUT ROWID;
