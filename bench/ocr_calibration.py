#!/usr/bin/env python3
"""How right are recognized words? Labels what the engine reads on scans with what is printed there, and counts.

usage: ocr_calibration.py CORPUS BUILD [--words FILE] [--write data/ocr_confidence.tsv] [--wrong] [--places-only] [--kinds scanbw,…]

CORPUS holds NAME/NAME.{scanbw,scan300,scan200,scanturn,photo}.pdf with NAME.truth.json and text PDFs of the same orders beside
them; BUILD is a build folder (its libraries are linked into ocr_words, bench/ocr_words.cc). --words keeps what the engine
read, or uses it if the file exists: reading takes a minute for thirty pages. Needs poppler-utils.

Labels come from places where a text PDF has the same layout (a map of the plane is fitted through the words that occur once
on both), else from the text of the truth, region by region, found by the words they share. Pages and regions that cannot be
matched are left out and counted; with --places-only no page is left out for having been read badly. --wrong lists what is
wrong. Right means: the same characters but for spaces, kinds of dashes and blanks («__»).
"""
import argparse, collections, difflib, html, json, math, os, re, subprocess, sys, unicodedata

KINDS = ('scanbw', 'scan300', 'scan200', 'scanturn', 'photo')
HERE = os.path.dirname(os.path.abspath(__file__))
DASHES = dict.fromkeys(map(ord, '‐‑‒–—―−'), '-')

def plain(text): return unicodedata.normalize('NFC', text).translate(DASHES).replace(' ', '').replace('_', '')

# --- reading ---

def build_reader(build):
    root = os.path.dirname(HERE)
    program = os.path.join(build, 'ocr_words')
    flags = subprocess.run(['pkg-config', '--libs', 'lept', 'tesseract', 'poppler', 'fontconfig', 'icu-uc', 're2', 'libcrypto'],
                           capture_output=True, text=True, check=True).stdout.split()
    stages = [s for s in ('extract', 'ingest', 'text', 'model') if os.path.exists(f'{build}/{s}/libprikaz_{s}.a')]
    includes = ['-I' + os.path.join(root, d) for d in ('extract', 'extract/include', 'ingest/include', 'text/include', 'model/include')]
    subprocess.run(['c++', '-std=c++20', '-O2', *includes, os.path.join(HERE, 'ocr_words.cc'), '-o', program,
                    *[f'{build}/{s}/libprikaz_{s}.a' for s in stages], *flags, '-lmagic', '-ldl', '-lpthread'], check=True)
    return program

def read_corpus(corpus, build):
    program = build_reader(build)
    pages = []
    for name in sorted(os.listdir(corpus)):
        for kind in KINDS:
            path = f'{corpus}/{name}/{name}.{kind}.pdf'
            if not os.path.exists(path): continue
            done = subprocess.run([program, path], capture_output=True, text=True)
            if done.returncode: print(f'{name}.{kind}: reading failed: {done.stderr.strip()}', file=sys.stderr)
            for line in done.stdout.splitlines(): pages.append(json.loads(line))
            print(f'{name}.{kind}: {len(pages)} pages so far', file=sys.stderr)
    return pages

# --- labels from places ---

def printed_words(pdf):
    text = subprocess.run(['pdftotext', '-bbox', pdf, '-'], capture_output=True, text=True).stdout
    pages = []
    for line in text.splitlines():
        if '<page ' in line: pages.append([])
        m = re.match(r'\s*<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>', line)
        if m:
            word = unicodedata.normalize('NFC', html.unescape(m[5])).replace('\u00ad', '')
            if word.strip(): pages[-1].append((word, tuple(float(m[i]) for i in range(1, 5))))
    return pages

def solve(rows, values):
    a = [[sum(r[i] * r[j] for r in rows) for j in range(3)] + [sum(r[i] * v for r, v in zip(rows, values))] for i in range(3)]
    for i in range(3):
        pivot = max(range(i, 3), key=lambda k: abs(a[k][i]))
        a[i], a[pivot] = a[pivot], a[i]
        if abs(a[i][i]) < 1e-9: return None
        for k in range(3):
            if k != i:
                f = a[k][i] / a[i][i]
                a[k] = [x - f * y for x, y in zip(a[k], a[i])]
    return [a[i][3] / a[i][i] for i in range(3)]

def center(b): return (b[0] + b[2]) / 2, (b[1] + b[3]) / 2

def fit_plane(words, printed):
    ours, theirs = collections.defaultdict(list), collections.defaultdict(list)
    for w in words: ours[w['text']].append(w['box'])
    for text, box in printed: theirs[text].append(box)
    pairs = [(center(ours[t][0]), center(theirs[t][0])) for t in ours if len(ours[t]) == len(theirs.get(t, ())) == 1 and len(t) > 2]
    error = 99
    for attempt in range(4):
        if len(pairs) < 8: return None
        rows = [(x, y, 1) for (x, y), _ in pairs]
        fx, fy = solve(rows, [q[0] for _, q in pairs]), solve(rows, [q[1] for _, q in pairs])
        if not fx or not fy: return None
        def place(x, y, fx=fx, fy=fy): return fx[0] * x + fx[1] * y + fx[2], fy[0] * x + fy[1] * y + fy[2]
        errors = sorted((math.dist(place(*p), q), i) for i, (p, q) in enumerate(pairs))
        error = errors[len(errors) // 2][0]
        pairs = [pairs[i] for _, i in errors[:max(8, int(len(errors) * 0.9))]]
    return place if error < 4 else None

def label_by_place(words, printed):
    """[(indices of words, printed text)]: what covers each other belongs together; None if the layouts differ"""
    place = fit_plane(words, printed)
    if not place: return None
    n = len(words)
    parent = list(range(n + len(printed)))
    def find(x):
        while parent[x] != x: x = parent[x] = parent[parent[x]]
        return x
    boxes = []
    for w in words:
        a, b = place(w['box'][0], w['box'][1]), place(w['box'][2], w['box'][3])
        boxes.append((min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])))
    for j, (_, v) in enumerate(printed):
        for i, p in enumerate(boxes):
            if not v[1] < (p[1] + p[3]) / 2 < v[3]: continue
            shared = min(p[2], v[2]) - max(p[0], v[0])
            if shared > 0.45 * min(p[2] - p[0], v[2] - v[0]) and shared > 0: parent[find(i)] = find(n + j)
    groups = collections.defaultdict(lambda: ([], []))
    for i in range(n): groups[find(i)][0].append(i)
    for j in range(len(printed)): groups[find(n + j)][1].append(j)
    return [(sorted(a, key=lambda i: boxes[i][0]), ' '.join(printed[j][0] for j in sorted(b, key=lambda j: printed[j][1][0])))
            for a, b in groups.values()]

# --- labels from the text ---

def label_by_text(words, truth):
    where = collections.defaultdict(list)
    for position, word in enumerate(truth): where[plain(word)].append(position)
    regions = collections.defaultdict(list)
    for i, w in enumerate(words): regions[w['region']].append(i)
    labels = []
    for region in regions.values():
        for first in range(0, len(region), 40):
            part = region[first:first + 40]
            votes = collections.Counter()
            for k, i in enumerate(part):
                found = where.get(plain(words[i]['text']), ())
                if len(found) <= 40:
                    for position in found: votes[(position - k) // 4] += 1 / len(found)
            if len(part) < 3 or not votes: continue
            (slot, weight), = votes.most_common(1)
            if weight < max(1.5, 0.25 * len(part)): continue
            begin = max(0, slot * 4 - 8)
            window = truth[begin:slot * 4 + len(part) + 16]
            match = difflib.SequenceMatcher(None, [plain(words[i]['text']) for i in part], [plain(w) for w in window], autojunk=False)
            codes = match.get_opcodes()
            for k, (tag, a, b, c, d) in enumerate(codes):
                if tag == 'equal':
                    labels += [([part[a + m]], window[c + m]) for m in range(b - a)]
                    continue
                # A difference is one of reading, not of order (columns read across), if what stands around it agrees.
                around = [codes[m][2] - codes[m][1] for m in (k - 1, k + 1) if 0 <= m < len(codes)]
                if len(around) < 2 or min(around) < 2: continue
                ours, theirs = ''.join(plain(words[i]['text']) for i in part[a:b]), plain(''.join(window[c:d]))
                alike = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).ratio() >= 0.4 or len(ours) <= 3 and len(theirs) <= 3
                if tag == 'replace' and alike: labels.append((part[a:b], ' '.join(window[c:d])))
                elif tag == 'delete' and b - a == 1: labels.append((part[a:b], ''))
    return labels

# --- counting ---

def outcomes(words, labels):
    """{index of word: right?}"""
    right = {}
    for group, printed in labels:
        ok = plain(''.join(words[i]['text'] for i in group)) == plain(printed)
        pieces = collections.Counter(plain(p) for p in printed.split())
        for i in group:
            text = plain(words[i]['text'])
            single = len(group) > 1 and pieces[text] > 0
            if single: pieces[text] -= 1
            if text: right[i] = ok or single
    return right

def kind_of(word):
    if word.get('rule'): return 'repaired'
    letters = sum(c.isalpha() for c in word['text'])
    if any(c in '0123456789' for c in word['text']): return 'number'
    return 'mark' if letters == 0 else 'short' if letters <= 3 else 'word'

def monotone(pairs):
    """pool adjacent violators: [(confidence, share right, count)]"""
    blocks = []
    pairs = sorted(pairs)
    for first in range(0, len(pairs), 30):
        part = pairs[first:first + 30]
        blocks.append([sum(c for c, _ in part), sum(r for _, r in part), len(part)])
        while len(blocks) > 1 and blocks[-2][1] * blocks[-1][2] >= blocks[-1][1] * blocks[-2][2]:
            last = blocks.pop()
            blocks[-1] = [x + y for x, y in zip(blocks[-1], last)]
    # The rule of three: so many more wrong words than were seen, for a small sample promises nothing.
    curve, best = [(0, 0.05, 0)], 0
    for c, r, n in blocks:
        best = max(best, r / (n + 3))
        curve.append((c / n, best, n))
    return curve

def interpolate(curve, confidence):
    if not curve: return confidence
    if confidence <= curve[0][0]: return curve[0][1]
    for (x0, y0, _), (x1, y1, _) in zip(curve, curve[1:]):
        if confidence <= x1: return y0 + (y1 - y0) * (confidence - x0) / max(x1 - x0, 1e-9)
    return curve[-1][1]

def fit(samples):
    curves = {}
    for kind in ('word', 'short', 'number', 'mark', 'repaired'):
        pairs = [(s['confidence'], s['right']) for s in samples if s['kind'] == kind]
        curves[kind] = monotone(pairs) if pairs else []
    return curves

def reliability(samples, probability):
    rows = []
    edges = [0, 0.2, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0001]
    for low, high in zip(edges, edges[1:]):
        part = [s for s in samples if low <= probability(s) < high]
        if part: rows.append((low, min(high, 1), len(part), sum(map(probability, part)) / len(part), sum(s['right'] for s in part) / len(part)))
    return rows

def main():
    ask = argparse.ArgumentParser(usage=__doc__)
    ask.add_argument('corpus'); ask.add_argument('build')
    ask.add_argument('--words'); ask.add_argument('--write'); ask.add_argument('--wrong', action='store_true'); ask.add_argument('--places-only', action='store_true'); ask.add_argument('--kinds', default='')
    opts = ask.parse_args()
    if opts.words and os.path.exists(opts.words):
        pages = [json.loads(line) for line in open(opts.words, encoding='utf-8')]
    else:
        pages = read_corpus(opts.corpus, opts.build)
        if opts.words:
            with open(opts.words, 'w', encoding='utf-8') as out: out.writelines(json.dumps(p, ensure_ascii=False) + '\n' for p in pages)

    printed, truth = {}, {}
    samples, table, rules, harms = [], collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter), []
    for page in pages:
        name, kind, _ = page['file'].rsplit('.', 2)
        if opts.kinds and kind not in opts.kinds.split(','): continue
        if name not in printed:
            printed[name] = [printed_words(f'{opts.corpus}/{name}/{name}.{v}.pdf') for v in ('word', 'weasy', 'chrome')]
            truth[name] = json.load(open(f'{opts.corpus}/{name}/{name}.truth.json', encoding='utf-8'))['text'].split()
        counts = table[kind]
        before, after = page['recognized'], page['repaired']
        def label(words):
            candidates = []
            for variant in printed[name]:
                if page['page'] <= len(variant):
                    labels = label_by_place(words, variant[page['page'] - 1])
                    if labels and opts.places_only and page['page'] <= len(variant): candidates.append(labels)
                    if labels and sum(plain(''.join(words[i]['text'] for i in g)) == plain(t) for g, t in labels) > 0.88 * len(words):
                        counts['placed'] += words is after
                        return labels
            if opts.places_only:  # no page is left out for having been read badly
                return max(candidates, key=lambda ls: sum(plain(''.join(words[i]['text'] for i in g)) == plain(t) for g, t in ls), default=[])
            return label_by_text(words, truth[name]) if truth[name] else []
        labels_before, labels_after = label(before), label(after)
        right_before, right_after = outcomes(before, labels_before), outcomes(after, labels_after)
        counts['pages'] += 1
        counts['words'] += len(right_after)
        counts['unlabelled'] += len(after) - len(right_after)
        counts['before_right'] += sum(right_before.values()); counts['before'] += len(right_before)
        counts['after_right'] += sum(right_after.values()); counts['after'] += len(right_after)
        text_of = {i: t for group, t in labels_after for i in group}
        group_of = {i: group for group, _ in labels_after for i in group}
        for i, ok in right_after.items():
            word = after[i]
            samples.append({'name': name, 'kind': kind_of(word), 'confidence': word['confidence'], 'calibrated': word['calibrated'], 'right': ok})
            if not word.get('rule'):
                if opts.wrong and not ok: print('wrong', repr(word['text']), 'printed', repr(text_of[i]), round(word['confidence'], 2))
                continue
            was = ''.join(after[k].get('recognized', after[k]['text']) if k == i else after[k]['text'] for k in group_of[i])
            was_right = plain(was) == plain(text_of[i])
            changed = word['recognized'] != word['text']
            result = 'marked' if not changed else 'right' if ok and not was_right else 'harm' if was_right and not ok else 'same' if ok else 'no help'
            rules[word['rule']][result] += 1
            if result in ('harm', 'no help') and opts.wrong:
                print(result, word['rule'], repr(word['recognized']), '->', repr(word['text']), 'printed', repr(text_of[i]))

    print('\n| kind | pages | by place | labelled words | left out | right before | right after | wrong before | wrong after |\n|---|---|---|---|---|---|---|---|---|')
    for kind in KINDS:
        c = table[kind]
        if c['after']:
            print(f"| {kind} | {c['pages']} | {c['placed']} | {c['words']} | {c['unlabelled']} | {100 * c['before_right'] / c['before']:.2f} % | {100 * c['after_right'] / c['after']:.2f} % "
                  f"| {c['before'] - c['before_right']} | {c['after'] - c['after_right']} |")
    print('\n| repair | made right | no help | was right both ways | made wrong | only marked |\n|---|---|---|---|---|---|')
    for rule, c in sorted(rules.items()):
        print(f"| {rule} | {c['right']} | {c['no help']} | {c['same']} | {c['harm']} | {c['marked']} |")

    # Each order is judged by a table fitted to the other orders.
    for held in {s['name'] for s in samples}:
        curves = fit([s for s in samples if s['name'] != held])
        for s in samples:
            if s['name'] == held: s['crossed'] = interpolate(curves[s['kind']], s['confidence'])
    print('\n| calibrated | words | mean calibrated | right |\n|---|---|---|---|')
    for low, high, n, mean, right in reliability(samples, lambda s: s['crossed']):
        print(f'| {low:.2f}–{high:.2f} | {n} | {mean:.3f} | {100 * right:.1f} % |')
    top = [s['right'] for s in samples if s['crossed'] > 0.9]
    print(f'\nabove 0.9: {len(top)} words, {100 * sum(top) / len(top):.2f} % right (each order by a table of the others)')
    top = [s['right'] for s in samples if s['calibrated'] > 0.9]
    if top: print(f'above 0.9 by the table in the program: {len(top)} words, {100 * sum(top) / len(top):.2f} % right')

    if opts.write:
        with open(opts.write, 'w', encoding='utf-8') as out:
            out.write("# The probability that a recognized word is right: kind of word (number: has a digit; short: up to three letters; mark: neither;\n"
                      "# repaired: changed or marked by repair_recognized), confidence of the engine after repair, share of right words; straight lines between\n"
                      f"# the points. Fitted to {len(samples)} labelled words of scans by bench/ocr_calibration.py --write; see bench/README.md\n")
            for kind, curve in fit(samples).items():
                for confidence, share, _ in curve: out.write(f'{kind}\t{confidence:.3f}\t{share:.4f}\n')

if __name__ == '__main__': main()
