#!/usr/bin/env python3
"""Checks extractions of the samples against expect/NAME.json: JSON Pointers and the values there; `length` counts an array.

usage: check_expect.py 'build/release/prikaz extract'
"""
import json
import pathlib
import shlex
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def at(value, pointer):
    for key in pointer.split('/')[1:]:
        if isinstance(value, list): value = len(value) if key == 'length' else value[int(key)]
        else: value = value[key]
    return value


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    failed = 0
    for source in sorted((HERE / 'expect').glob('*.json')):
        wanted = json.loads(source.read_text(encoding='utf-8'))
        for pdf in sorted((HERE / 'pdf').glob(source.stem + '.*.pdf')):
            result = subprocess.run(shlex.split(sys.argv[1]) + [str(pdf)], stdout=subprocess.PIPE)
            extraction = json.loads(result.stdout) if result.returncode == 0 else None
            for pointer, value in wanted.items():
                try: found = at(extraction, pointer)
                except (KeyError, IndexError, TypeError): found = None
                if found != value:
                    failed += 1
                    print('%s: %s is %r, not %r' % (pdf.name, pointer, found, value))
    print('%d differences' % failed)
    return 1 if failed else 0


if __name__ == '__main__': sys.exit(main())
