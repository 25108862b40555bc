"""usage: read_xlsx.py FILE   prints what openpyxl reads: {"tabs": [{"name", "frozen", "filter", "widths", "rows"}]}

A cell is {"value", "type", "format", "link", "bold", "fill", "wrap"}; keys that say nothing are left out.
"""
import datetime
import json
import sys

import openpyxl


def cell_of(cell):
    value = cell.value
    if isinstance(value, (datetime.datetime, datetime.date)):
        value = value.strftime("%Y-%m-%d")
    about = {"value": value, "type": cell.data_type}
    if cell.number_format != "General":
        about["format"] = cell.number_format
    if cell.hyperlink:
        about["link"] = (cell.hyperlink.target or "") + ("#" + cell.hyperlink.location if cell.hyperlink.location else "")
    if cell.font.b:
        about["bold"] = True
    if cell.fill.fill_type:
        about["fill"] = cell.fill.fgColor.rgb
    if cell.alignment.wrap_text:
        about["wrap"] = True
    return about


book = openpyxl.load_workbook(sys.argv[1])
tabs = []
for tab in book.worksheets:
    tabs.append({
        "name": tab.title,
        "frozen": tab.freeze_panes,
        "filter": tab.auto_filter.ref,
        "widths": {name: round(at.width) for name, at in sorted(tab.column_dimensions.items())},
        "rows": [[cell_of(cell) for cell in row] for row in tab.iter_rows()],
    })
json.dump({"tabs": tabs, "created": book.properties.created.isoformat()}, sys.stdout, ensure_ascii=True)
