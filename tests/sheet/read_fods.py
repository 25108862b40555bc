"""usage: read_fods.py FILE   prints what LibreOffice understood: [{"name", "rows": [[{"type", "value"}]]}]

FILE is a flat OpenDocument spreadsheet. Empty cells at the end of a row and empty rows at the end of a sheet are left
out; a text is what its paragraphs say, joined by line ends.
"""
import json
import sys
import xml.etree.ElementTree as ElementTree

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def words(element):
    said = element.text or ""
    for child in element:
        if child.tag == TEXT + "s":
            said += " " * int(child.get(TEXT + "c", "1"))
        elif child.tag == TEXT + "tab":
            said += "\t"
        elif child.tag == TEXT + "line-break":
            said += "\n"
        else:
            said += words(child)
        said += child.tail or ""
    return said


def cell_of(cell):
    kind = cell.get(OFFICE + "value-type")
    if kind is None:
        return {}
    value = cell.get(OFFICE + kind + "-value") or cell.get(OFFICE + "value")
    if kind == "string":
        value = "\n".join(words(paragraph) for paragraph in cell.findall(TEXT + "p"))
    about = {"type": kind, "value": value}
    if cell.get(TABLE + "formula"):
        about["formula"] = cell.get(TABLE + "formula")
    return about


sheets = []
for table in ElementTree.parse(sys.argv[1]).iter(TABLE + "table"):
    rows = []
    for row in table.iter(TABLE + "table-row"):
        cells = []
        for cell in row:
            if cell.tag in (TABLE + "table-cell", TABLE + "covered-table-cell"):
                repeated = int(cell.get(TABLE + "number-columns-repeated", "1"))
                about = cell_of(cell)
                cells += [about] * (repeated if about or repeated < 1000 else 1)
        while cells and not cells[-1]:
            cells.pop()
        repeated = int(row.get(TABLE + "number-rows-repeated", "1"))
        rows += [cells] * (repeated if cells or repeated < 10000 else 1)
    while rows and not rows[-1]:
        rows.pop()
    sheets.append({"name": table.get(TABLE + "name"), "rows": rows})
json.dump(sheets, sys.stdout, ensure_ascii=True)
