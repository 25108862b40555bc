"""The source language of the sample orders: blocks of a page, and text with its meaning marked by hand.

A source (samples/orders/NAME.py) is what a careful archivist would say about an order, written while the order is written:
a text carries its meaning in marks {tag arguments|printed text}, which may be nested.

  {d 2031-02-04|4 февраля 2031 г.}   a day                     {s МБОУ СОШ № 3|школа № 3}   a school, by its canonical name
  {m 2031-04|апрель}                 a month                   {p Орлова Т.В.|Орловой Т.В.} a person, in the nominative
  {mm 2031-04 2031-06|апрель-июнь}   months                    {xp ..|..} {xo ..|..} {xr ..|..}  a responsible person,
  {r 2031-04-01 2031-04-05|..}       days from .. to ..            organization, role; x = execute, c = co-execute,
  {y 2031|2031 год}                  a year                        o = coordinate, k = control (of the whole document)
  {yy 2031 2035|..} {ay 2031|..}     years; an academic year   {k0 Орлова Т.В.|оставляю за собой}   the same, not a mention
  {q 2031-2|..} {hy 2031-1|..}       a quarter, a half-year    {ref order 12 2031-01-09|..}  another document; - for none
  {dl 2031-04-01|до ..}              a deadline
  {sq|..} {shy|..} {y0|..} {ay0|..} {hy0|..}   a period without bounds of its own
  {rec FREQ=MONTHLY|..} {rec|..} {sch|..} {un|..}   recurring, by a schedule, unspecified

An empty name ({s|МБОУ СОШ № 3}) is the printed text itself. A line break in a text is a line break on paper and a space in the truth.
"""
import calendar
import re


class Truth:
    """Collects what the marks say."""

    def __init__(self):
        self.dates, self.schools, self.persons, self.references, self.responsible = [], {}, {}, [], []
        self.target = 'document'

    def mark(self, tag, args, text):
        args = args.split()
        name = ' '.join(args) or text
        period = lambda kind, start=None, end=None, rule=None: self.dates.append(
            {'text': text, 'kind': kind, 'start': start, 'end': end, 'rrule': rule})
        if tag == 'd': period('day', args[0], args[0])
        elif tag == 'm': period('month', args[0] + '-01', last_day(args[0]))
        elif tag == 'mm': period('months', args[0] + '-01', last_day(args[1]))
        elif tag == 'r': period('range', args[0], args[1])
        elif tag == 'y': period('year', args[0] + '-01-01', args[0] + '-12-31')
        elif tag == 'yy': period('range', args[0] + '-01-01', args[1] + '-12-31')
        elif tag == 'ay': period('academic_year', args[0] + '-09-01', '%d-08-31' % (int(args[0]) + 1))
        elif tag in ('q', 'hy'):
            year, part = args[0].split('-')
            length = 3 if tag == 'q' else 6
            last = int(part) * length
            period('quarter' if tag == 'q' else 'half_year', '%s-%02d-01' % (year, last - length + 1), last_day('%s-%02d' % (year, last)))
        elif tag == 'dl': period('deadline', None, args[0])
        elif tag == 'sq': period('school_quarter')
        elif tag in ('shy', 'hy0'): period('half_year')
        elif tag == 'y0': period('year')
        elif tag == 'ay0': period('academic_year')
        elif tag == 'rec': period('recurring', rule=args[0] if args else None)
        elif tag == 'sch': period('schedule')
        elif tag == 'un': period('unspecified')
        elif tag == 's': self.schools[name] = self.schools.get(name, 0) + 1
        elif tag == 'p': self.persons[name] = self.persons.get(name, 0) + 1
        elif tag == 'ref':
            self.references.append({'kind': args[0], 'number': None if args[1] == '-' else args[1], 'date': None if args[2] == '-' else args[2]})
        elif re.fullmatch('[xcok][por0]', tag):
            duty = {'x': 'execute', 'c': 'co_execute', 'o': 'coordinate', 'k': 'control'}[tag[0]]
            kind = {'p': 'person', 'o': 'organization', 'r': 'role', '0': 'person'}[tag[1]]
            self.responsible.append({'name': name, 'kind': kind, 'duty': duty, 'target': 'document' if duty == 'control' else self.target,
                                     'printed': text})
            if tag[1] == 'p': self.persons[name] = self.persons.get(name, 0) + 1
        else: raise ValueError('unknown mark {%s %s|%s}' % (tag, args, text))


def last_day(month):
    year, number = map(int, month.split('-'))
    return '%s-%02d' % (month, calendar.monthrange(year, number)[1])


def read(text, truth=None):
    """The printed text of a marked one; what the marks say goes to `truth`."""
    out, at = [], 0
    while at < len(text):
        if text[at] != '{':
            out.append(text[at]); at += 1
            continue
        depth, end = 1, at + 1
        while depth:
            depth += {'{': 1, '}': -1}.get(text[end], 0)
            end += 1
        head, _, body = text[at + 1:end - 1].partition('|')
        tag, _, args = head.partition(' ')
        printed = read(body, truth)
        if truth is not None: truth.mark(tag, args, ' '.join(printed.split()))
        out.append(printed); at = end
    return ''.join(out)


def squash(text): return ' '.join(text.replace('\u00ad', '').split())


# Blocks. Lengths are in centimetres, sizes in points.

def P(text, align='justify', bold=False, italic=False, size=None, indent=None, left=0, before=0, after=0, role=None, spaced=0, keep=False):
    """A paragraph. `role`: issuer, title or preamble where it is one; `indent`: the first line's; `spaced`: letter spacing in points."""
    if indent is None: indent = 1.25 if align == 'justify' and role != 'title' else 0
    return dict(type='p', text=text, align=align, bold=bold, italic=italic, size=size, indent=indent, left=left, before=before, after=after,
                role=role, spaced=spaced, keep=keep)

def C(text, **more): return P(text, align='center', **more)
def L(text, **more): return P(text, align='left', **more)
def R(text, **more): return P(text, align='right', **more)
def Pre(text, **more): return P(text, role='preamble', **more)

def Item(number, label, text, children=(), glue=' ', left=0, **more):
    """A пункт: `number` as the truth has it, `label` as printed; `glue` stands between label and text."""
    return dict(type='item', number=number, label=label, text=text, children=list(children), glue=glue, left=left, more=more)

def Cols(widths, *columns):
    """Blocks side by side, not a table of the document: corner letterheads, stamps, signatures."""
    return dict(type='cols', widths=widths, columns=columns)

def Sign(position, person, widths=(9.5, 7), before=18):
    return dict(Cols(widths, [L(position)], [R(person)]), before=before)

def Gap(points=12): return dict(type='gap', points=points)
def NewPage(landscape=False): return dict(type='page', landscape=landscape)

def List(kind, marker, title, entries, labels=None, printed_title=None, glue=' ', left=1.25, title_align='justify', own_title=True):
    """A list outside the operative part; the labels default to 1. 2. … or a dash. `printed_title` is the marked caption where it is printed here."""
    return dict(type='list', kind=kind, marker=marker, title=title, entries=entries, labels=labels, printed_title=printed_title, glue=glue,
                left=left, title_align=title_align)

def Inline(title, printed, entries, kind='schools'):
    """An enumeration after a caption of its own: `printed` is the whole marked line."""
    return dict(type='inline', kind=kind, title=title, printed=printed, entries=entries)

def Table(columns, rows, widths, head=None, repeat=True, borders=True, size=11, persons=None, title=None, split=True, soft=True, align=None):
    """`columns`: (header, role) as the truth has them. `head`: the printed header rows where they are more than one line of headers
    ([] for none); in them and in rows '<' is a cell merged with its left neighbour, '^' with the upper one. `repeat`: printed again on
    each page. `persons`: the title of the list of persons this table also is. `soft`: words may be cut at a line end."""
    return dict(type='table', columns=columns, rows=rows, widths=widths, head=head, repeat=repeat, borders=borders, size=size, persons=persons,
                title=title, split=split, soft=soft, align=align)

def Section(text, number=None): return dict(kind='section', text=text, number=number)
def Head(*cells): return dict(kind='header', cells=list(cells))
def Row(*cells): return dict(kind='data', cells=list(cells))


def truth_of(order):
    """The truth of an order (a module) in the format of the scorer."""
    marks, out = Truth(), {'name': order.NAME, 'kind': order.KIND, 'heading': dict(order.HEADING), 'issuer_details': getattr(order, 'DETAILS', {})}
    issuer, title, preamble, items, tables, lists, text = [], [], [], [], [], [], []

    def put(marked):
        printed = squash(read(marked, marks))
        text.append(printed)
        return printed

    def items_of(item, parent, count):
        number = item['number'] or '%s#%d' % (parent, count)
        marks.target = 'item:' + number
        body = squash(read(item['text'], marks))
        text.append(squash(item['label'] or '') + ' ' + body)
        items.append({'number': number, 'text': body})
        unnumbered = 0
        for child in item['children']:
            unnumbered += not child['number']
            items_of(child, number, unnumbered)
        marks.target = 'document'

    def table_of(block):
        table = {'id': 't%d' % (len(tables) + 1), 'title': block['title'], 'columns': [{'header': read(h), 'role': r} for h, r in block['columns']], 'rows': []}
        tables.append(table)
        for cells in block['head'] if block['head'] is not None else [[h for h, _ in block['columns']]]:
            for cell in cells:
                if cell not in ('<', '^'): put(cell)
        for index, row in enumerate(block['rows']):
            marks.target = '%s:%d' % (table['id'], index)
            if row['kind'] == 'section':
                table['rows'].append({'kind': 'section', 'text': squash(' '.join(put(x) for x in (row['number'], row['text']) if x))})
                continue
            if len(row['cells']) != len(block['columns']): raise ValueError('%s: row %d has %d cells' % (order.NAME, index, len(row['cells'])))
            table['rows'].append({'kind': row['kind'], 'cells': ['' if c in ('<', '^') else put(c) for c in row['cells']]})
        marks.target = 'document'
        if block['persons']:
            lists.append({'kind': 'persons', 'marker': None, 'title': block['persons'],
                          'entries': [' '.join(r['cells']) for r in table['rows'] if r['kind'] == 'data']})

    def walk(blocks):
        count = 0
        for block in blocks:
            kind = block['type']
            if kind == 'p':
                printed = put(block['text'])
                {'issuer': issuer, 'title': title, 'preamble': preamble}.get(block['role'], []).append(printed)
            elif kind == 'item':
                count += not block['number']
                items_of(block, '', count)
            elif kind == 'cols':
                for column in block['columns']: walk(column)
            elif kind == 'table': table_of(block)
            elif kind == 'list':
                if block['printed_title']: put(block['printed_title'])
                lists.append({'kind': block['kind'], 'marker': block['marker'], 'title': block['title'], 'entries': [put(e) for e in block['entries']]})
            elif kind == 'inline':
                put(block['printed'])
                lists.append({'kind': block['kind'], 'marker': 'inline', 'title': block['title'], 'entries': block['entries']})

    walk(order.BODY)
    if issuer: out['heading'].setdefault('issuer', ' '.join(issuer))
    if title: out['heading'].setdefault('title', ' '.join(title))
    out.update(preamble=' '.join(preamble) or None, items=items, signatories=getattr(order, 'SIGNATORIES', []), drafted_by=getattr(order, 'DRAFTED_BY', []),
               approval=getattr(order, 'APPROVAL', []), appendices=getattr(order, 'APPENDICES', []), tables=tables, lists=lists,
               schools=dict(sorted(marks.schools.items())), dates=marks.dates, responsible=marks.responsible, persons=dict(sorted(marks.persons.items())),
               references=marks.references, text=' '.join(text))
    return out
