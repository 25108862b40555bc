#!/usr/bin/env python3
"""Is every plan row of the truth there, once? Compares what `prikaz harmonize` makes of the text PDFs of a corpus with NAME.truth.json.

usage: compare_plan_rows.py PRIKAZ CORPUS_DIR [--variants word,chrome,weasy]

CORPUS_DIR/**/NAME.VARIANT.pdf with a NAME.truth.json beside it; without a corpus there is nothing to compare (exit 0). A table of the truth is
a plan if it has a column of activities and one of periods or of those who answer; sums are no rows. Rows are compared by their activity.
Exit 1 if a row is missing, there twice or not in the truth.
"""
import collections, json, pathlib, re, subprocess, sys, tempfile, unicodedata


def fold(text):
    text = unicodedata.normalize('NFC', text or '').casefold().replace('ё', 'е')
    return re.sub(r'[\W_]+', '', text)


def truth_rows(document):
    for table in document['tables']:
        roles = [column['role'] for column in table['columns']]
        if 'activity' not in roles or not {'period', 'responsible', 'co_responsible'} & set(roles):
            continue
        rows = [[c if isinstance(c, str) else c.get('text') or '' for c in row['cells']] for row in table['rows'] if row['kind'] == 'data']

        def text(r, role):
            return ' '.join(cell for cell, of in zip(rows[r], roles) if of == role).strip()

        for r in range(len(rows)):
            if re.match(r'[\d.\s]*(итого|всего)\b', ' '.join(rows[r]).strip().lower()):
                continue
            activity = text(r, 'activity')
            # Merged over rows beside a column of forms: the forms are the measures.
            merged = not activity or (r + 1 < len(rows) and not text(r + 1, 'activity'))
            if 'form' in roles and merged:
                activity = text(r, 'form')
            if activity:
                yield fold(activity)


def main():
    program, corpus = sys.argv[1], pathlib.Path(sys.argv[2])
    variants = (sys.argv[4] if len(sys.argv) > 4 else 'word,chrome,weasy').split(',')
    truths = sorted(corpus.glob('**/*.truth.json'))
    if not truths:
        print('no corpus, nothing compared')
        return 0
    bad = 0
    for variant in variants:
        with tempfile.TemporaryDirectory() as folder:
            files, wanted = [], {}
            for truth in truths:
                name = truth.name[:-len('.truth.json')]
                pdf = truth.parent / f'{name}.{variant}.pdf'
                if pdf.exists():
                    files.append(str(pdf))
                    wanted[pdf.name] = collections.Counter(truth_rows(json.loads(truth.read_text())))
            extractions, plans = folder + '/all.ndjson', folder + '/plans.json'
            subprocess.run([program, 'extract', *files, '-o', extractions], check=True)
            subprocess.run([program, 'harmonize', extractions, '-o', plans], check=True)
            got = collections.defaultdict(collections.Counter)
            for row in json.loads(pathlib.Path(plans).read_text())['plans']:
                got[row['file']][fold(row['activity'])] += 1
        for name in sorted(wanted):
            missing, extra = wanted[name] - got[name], got[name] - wanted[name]
            print(f'{name}: {sum(wanted[name].values())} rows, {sum(missing.values())} missing, {sum(extra.values())} extra')
            for kind, rows in (('missing', missing), ('extra', extra)):
                for row, count in rows.items():
                    print(f'    {kind} x{count}: {row[:100]}')
            bad += sum(missing.values()) + sum(extra.values())
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
