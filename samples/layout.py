"""Prints the blocks of markup.py: as a Word file for LibreOffice, as HTML for Chromium."""
import html
import re

from markup import read

VOWELS = 'аеёиоуыэюя'


def soften(text):
    """Soft hyphens into long words, so that narrow cells break them as typesetting programs do. LibreOffice leaves no trace of those it does
    not use; Chromium keeps all of them in the text layer, so there a source asks for them (SOFT_HYPHENS_IN_HTML)."""
    def cut(match):
        word, out = match.group(), ''
        for i, letter in enumerate(word):
            if 3 <= i <= len(word) - 3 and letter.lower() not in VOWELS + 'ьъй' and word[i + 1].lower() in VOWELS and any(
                    c.lower() in VOWELS for c in word[:i]):
                out += '\u00ad'
            out += letter
        return out
    return re.sub('[А-Яа-яЁё]{8,}', cut, text)


def merged(grid):
    """(row, column, row span, column span, text) of every cell that is not hidden under a neighbour."""
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if text in ('<', '^'): continue
            columns = 1
            while c + columns < len(row) and row[c + columns] == '<': columns += 1
            rows = 1
            while r + rows < len(grid) and grid[r + rows][c] == '^': rows += 1
            yield r, c, rows, columns, text


def grid_of(table):
    """The printed rows: how many of them are headers, and for each whether it is a section."""
    width = len(table['columns'])
    head = table['head'] if table['head'] is not None else [[h for h, _ in table['columns']]]
    body, kinds = [], []
    for row in table['rows']:
        kinds.append(row['kind'])
        if row['kind'] != 'section': body.append(row['cells'])
        elif row['number']: body.append([row['number'], row['text']] + ['<'] * (width - 2))
        else: body.append([row['text']] + ['<'] * (width - 1))
    return head, body, kinds


# ---- Word, for LibreOffice -------------------------------------------------------------------------------------------

def write_docx(order, path):
    import docx
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    align = {'left': ALIGN.LEFT, 'center': ALIGN.CENTER, 'right': ALIGN.RIGHT, 'justify': ALIGN.JUSTIFY}
    document = docx.Document()
    font, size = getattr(order, 'FONT', 'Liberation Serif'), getattr(order, 'SIZE', 14)
    style = document.styles['Normal']
    style.font.name, style.font.size = font, Pt(size)
    style.element.rPr.rFonts.set(qn('w:cs'), font)
    style.element.rPr.rFonts.set(qn('w:eastAsia'), font)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing = getattr(order, 'LINE', 1.0)

    def set_up(section, landscape):
        width, height = (29.7, 21.0) if landscape else (21.0, 29.7)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Cm(width), Cm(height)
        left, right, top, bottom = (2, 1.5, 2, 1.5) if landscape else getattr(order, 'MARGINS', (3, 1.5, 2, 2))
        section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = Cm(left), Cm(right), Cm(top), Cm(bottom)

    def numbered(section):
        section.different_first_page_header_footer = True
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = ALIGN.CENTER
        run = paragraph.add_run()
        for kind, text in (('begin', None), (None, 'PAGE'), ('end', None)):
            element = OxmlElement('w:instrText' if text else 'w:fldChar')
            if text: element.text = text
            else: element.set(qn('w:fldCharType'), kind)
            run._r.append(element)

    def fill(paragraph, text, bold=False, italic=False, points=None, spaced=0):
        for n, line in enumerate(text.split('\n')):
            run = paragraph.add_run(line)
            if n: run._r.insert(0, OxmlElement('w:br'))
            run.bold, run.italic = bold or None, italic or None
            if points: run.font.size = Pt(points)
            if spaced:
                element = OxmlElement('w:spacing')
                element.set(qn('w:val'), str(int(spaced * 20)))
                run._r.get_or_add_rPr().append(element)

    def paragraph_of(parent, block):
        paragraph = parent.add_paragraph()
        form = paragraph.paragraph_format
        paragraph.alignment = align[block['align']]
        if block['indent']: form.first_line_indent = Cm(block['indent'])
        if block['left']: form.left_indent = Cm(block['left'])
        form.space_before, form.space_after = Pt(block['before']), Pt(block['after'])
        form.keep_with_next = block['keep']
        fill(paragraph, read(block['text']), block['bold'], block['italic'], block['size'], block['spaced'])

    def line(parent, text, left, indent, how='justify', spaced=0):
        paragraph = parent.add_paragraph()
        paragraph.alignment = align[how]
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(left), Cm(indent)
        fill(paragraph, text, spaced=spaced)

    def item_of(parent, block, level=0):
        line(parent, (block['label'] + block['glue'] if block['label'] else '') + read(block['text']), block['left'],
             block['more'].get('indent', 1.25), block['more'].get('align', 'justify'), block['more'].get('spaced', 0))
        for child in block['children']: item_of(parent, child, level + 1)

    def fixed(table, widths):
        table.autofit = False
        for n, width in enumerate(widths):
            table.columns[n].width = Cm(width)
            for cell in table.columns[n].cells: cell.width = Cm(width)

    def cols_of(parent, block):
        if block.get('before'): parent.add_paragraph().paragraph_format.line_spacing = Pt(block['before'])
        table = parent.add_table(1, len(block['widths'])) if parent is document else parent.add_table(1, len(block['widths']))
        fixed(table, block['widths'])
        for cell, blocks in zip(table.rows[0].cells, block['columns']):
            put(cell, blocks)
            first = cell.paragraphs[0]
            if len(cell.paragraphs) > 1 and not first.text: first._p.getparent().remove(first._p)

    def table_of(parent, block):
        head, body, kinds = grid_of(block)
        grid = head + body
        table = parent.add_table(len(grid), len(block['columns']))
        if block['borders']: table.style = 'Table Grid'
        fixed(table, block['widths'])
        rows = [list(row.cells) for row in table.rows]
        for r, row in enumerate(table.rows):
            properties = row._tr.get_or_add_trPr()
            if r < len(head) and block['repeat']: properties.append(OxmlElement('w:tblHeader'))
            if not block['split']: properties.append(OxmlElement('w:cantSplit'))
        for r, c, rowspan, colspan, text in merged(grid):
            cell = rows[r][c]
            if rowspan > 1 or colspan > 1: cell = cell.merge(rows[r + rowspan - 1][c + colspan - 1])
            for extra in cell.paragraphs[1:]: extra._p.getparent().remove(extra._p)
            is_head = r < len(head)
            is_section = not is_head and kinds[r - len(head)] == 'section'
            for n, part in enumerate((soften(read(text)) if block['soft'] else read(text)).split('\n')):
                paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
                how = 'center' if is_head or (is_section and c < 2 and colspan > 1) else (block['align'] or {}).get(c, 'left')
                paragraph.alignment = align[how]
                fill(paragraph, part, bold=is_section, points=block['size'])

    def list_of(parent, block):
        if block['printed_title']:
            line(parent, read(block['printed_title']), 0, 1.25 if block['title_align'] == 'justify' else 0, block['title_align'])
        for n, entry in enumerate(block['entries']):
            label = block['labels'][n] if block['labels'] else '%d.' % (n + 1) if block['marker'] == 'number' else '-'
            line(parent, label + block['glue'] + read(entry), block['left'], 0)

    def put(parent, blocks):
        for block in blocks:
            kind = block['type']
            if kind == 'p': paragraph_of(parent, block)
            elif kind == 'item': item_of(parent, block)
            elif kind == 'cols': cols_of(parent, block)
            elif kind == 'gap': parent.add_paragraph().paragraph_format.line_spacing = Pt(block['points'])
            elif kind == 'page': set_up(document.add_section(WD_SECTION.NEW_PAGE), block['landscape'])
            elif kind == 'table': table_of(parent, block)
            elif kind == 'list': list_of(parent, block)
            elif kind == 'inline': line(parent, read(block['printed']), 0, 1.25)

    set_up(document.sections[0], getattr(order, 'LANDSCAPE', False))
    if getattr(order, 'PAGE_NUMBERS', True): numbered(document.sections[0])
    put(document, order.BODY)
    document.save(path)


# ---- HTML, for Chromium ----------------------------------------------------------------------------------------------

def write_html(order, path):
    font, size = getattr(order, 'FONT', 'Liberation Serif'), getattr(order, 'SIZE', 14)
    left, right, top, bottom = getattr(order, 'MARGINS', (3, 1.5, 2, 2))
    number = '@top-center { content: counter(page); font: 11pt "%s"; }' % font if getattr(order, 'PAGE_NUMBERS', True) else ''
    style = '''@page { size: 21cm 29.7cm; margin: %gcm %gcm %gcm %gcm; %s } @page :first { @top-center { content: none; } }
@page wide { size: 29.7cm 21cm; margin: 2cm 1.5cm 1.5cm 2cm; }
body { font: %gpt/%g "%s"; margin: 0; } p { margin: 0; } .wide { page: wide; } .next { break-before: page; }
table { border-collapse: collapse; table-layout: fixed; width: 100%%; } td { vertical-align: top; padding: 2px 5px; overflow-wrap: break-word; hyphens: auto; }
table.ruled td { border: 1px solid black; } tr.whole { break-inside: avoid; } .plain td { padding: 0; }''' % (
        top, right, bottom, left, number, size, 1.15 * getattr(order, 'LINE', 1.0), font)
    soft = getattr(order, 'SOFT_HYPHENS_IN_HTML', False)
    text_of = lambda marked: html.escape(marked, quote=False).replace('\n', '<br>')
    out = ['<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>%s</title><style>%s</style></head><body><div%s>' % (
        order.NAME, style, ' class="wide"' if getattr(order, 'LANDSCAPE', False) else '')]

    def paragraph(text, align='justify', indent=0, left=0, before=0, after=0, bold=False, italic=False, points=None, spaced=0, keep=False):
        css = 'text-align:%s;text-indent:%gcm;margin:%gpt 0 %gpt %gcm' % (align, indent, before, after, left)
        if bold: css += ';font-weight:bold'
        if italic: css += ';font-style:italic'
        if points: css += ';font-size:%gpt' % points
        if spaced: css += ';letter-spacing:%gpt' % spaced
        if keep: css += ';break-after:avoid'
        out.append('<p style="%s">%s</p>' % (css, text_of(text) or '&nbsp;'))

    def item_of(block):
        paragraph((block['label'] + block['glue'] if block['label'] else '') + read(block['text']), block['more'].get('align', 'justify'),
                  block['more'].get('indent', 1.25), block['left'], spaced=block['more'].get('spaced', 0))
        for child in block['children']: item_of(child)

    def widths_of(widths):
        total = sum(widths)
        return ''.join('<col style="width:%.2f%%">' % (100 * w / total) for w in widths)

    def cols_of(block):
        out.append('<table class="plain" style="width:%gcm;margin-top:%gpt">%s<tr>' % (sum(block['widths']), block.get('before') or 0, widths_of(block['widths'])))
        for blocks in block['columns']:
            out.append('<td>'); put(blocks); out.append('</td>')
        out.append('</tr></table>')

    def table_of(block):
        head, body, kinds = grid_of(block)
        grid, cells = head + body, {}
        for r, c, rows, columns, text in merged(grid): cells.setdefault(r, []).append((c, rows, columns, text))
        out.append('<table%s style="font-size:%gpt">%s' % (' class="ruled"' if block['borders'] else '', block['size'], widths_of(block['widths'])))
        for r in range(len(grid)):
            is_head = r < len(head)
            if r == 0 and head: out.append('<thead>' if block['repeat'] else '<tbody>')
            if r == len(head): out.append(('</thead>' if block['repeat'] else '</tbody>') * bool(head) + '<tbody>')
            out.append('<tr%s>' % ('' if block['split'] else ' class="whole"'))
            is_section = not is_head and kinds[r - len(head)] == 'section'
            for c, rows, columns, text in cells.get(r, []):
                how = 'center' if is_head or (is_section and columns > 1) else (block['align'] or {}).get(c, 'left')
                out.append('<td%s%s style="text-align:%s%s">%s</td>' % (
                    ' rowspan="%d"' % rows if rows > 1 else '', ' colspan="%d"' % columns if columns > 1 else '', how,
                    ';font-weight:bold' if is_section else '', text_of(soften(read(text)) if soft and block['soft'] else read(text)) or '&nbsp;'))
            out.append('</tr>')
        out.append('</tbody></table>')

    def list_of(block):
        if block['printed_title']:
            paragraph(read(block['printed_title']), block['title_align'], 1.25 if block['title_align'] == 'justify' else 0)
        for n, entry in enumerate(block['entries']):
            label = block['labels'][n] if block['labels'] else '%d.' % (n + 1) if block['marker'] == 'number' else '-'
            paragraph(label + block['glue'] + read(entry), left=block['left'])

    def put(blocks):
        for block in blocks:
            kind = block['type']
            if kind == 'p':
                paragraph(read(block['text']), block['align'], block['indent'], block['left'], block['before'], block['after'], block['bold'],
                          block['italic'], block['size'], block['spaced'], block['keep'])
            elif kind == 'item': item_of(block)
            elif kind == 'cols': cols_of(block)
            elif kind == 'gap': out.append('<div style="height:%gpt"></div>' % block['points'])
            elif kind == 'page': out.append('</div><div class="next%s">' % (' wide' if block['landscape'] else ''))
            elif kind == 'table': table_of(block)
            elif kind == 'list': list_of(block)
            elif kind == 'inline': paragraph(read(block['printed']), indent=1.25)

    put(order.BODY)
    out.append('</div></body></html>')
    with open(path, 'w', encoding='utf-8') as file: file.write('\n'.join(out))
