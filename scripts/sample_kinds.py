#!/usr/bin/env python3
"""Shows plan rows with the kinds they were given, for a person to judge.

usage: sample_kinds.py PLANS.json [COUNT] [SEED]

PLANS.json is what `prikaz harmonize … -o PLANS.json` wrote. Prints the share of rows with a kind, how many rows have which, and COUNT (100)
rows chosen by SEED (1): the same numbers choose the same rows of the same plans.
"""
import collections, json, random, sys

rows = json.load(open(sys.argv[1]))['plans']
count, seed = int(sys.argv[2]) if len(sys.argv) > 2 else 100, int(sys.argv[3]) if len(sys.argv) > 3 else 1
given = [row for row in rows if row.get('kind_score') is not None]
print(f'{len(given)} of {len(rows)} rows have a kind ({100 * len(given) / max(1, len(rows)):.1f} %)')
for kind, number in collections.Counter(row['kind'] for row in given).most_common():
    print(f'{number:7} {kind}')
random.seed(seed)
for row in random.sample(rows, min(count, len(rows))):
    print(' | '.join(str(row.get(key) or '') for key in ('kind', 'kind_score', 'section', 'activity', 'result', 'output_document', 'kind_reason')))
