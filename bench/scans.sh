#!/usr/bin/env bash
# usage: scans.sh FILE|DIR...
# What reading scans costs, for PDFs made of pictures: CPU time of one worker against `OMP_THREAD_LIMIT=1 tesseract -l rus --psm 3`
# on the same pictures, the clock of two workers against one, what two processes of one worker each reach at the same time (more
# than that the machine does not give), peak memory. All take turns; the median of RUNS (3) counts. The clock means something on
# a machine that does nothing else. PRIKAZ names the program, build/release/prikaz by default. Of a DIR, all PDFs without text.
set -eu
export LC_ALL=C OMP_THREAD_LIMIT=1

[ $# -ge 1 ] || { sed -n 's/^# usage/usage/p' "$0" >&2; exit 2; }
root=$(cd "$(dirname "$0")/.." && pwd)
prikaz=${PRIKAZ:-$root/build/release/prikaz}
runs=${RUNS:-3}
[ -x "$prikaz" ] || { echo "no program $prikaz: build it or set PRIKAZ" >&2; exit 1; }
for tool in tesseract pdfimages pdftotext; do
  command -v "$tool" >/dev/null || { echo "$tool is missing: apt-get install tesseract-ocr tesseract-ocr-rus poppler-utils time" >&2; exit 1; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

files=()
for given; do
  if [ -d "$given" ]; then
    while IFS= read -r -d '' file; do
      if [ -z "$(pdftotext -q "$file" - 2>/dev/null | tr -d '[:space:]' | head -c 1)" ]; then files+=("$file"); fi
    done < <(find "$given" -name '*.pdf' -print0 | sort -z)
  else
    files+=("$given")
  fi
done
[ ${#files[@]} -gt 0 ] || { echo "no scans in $*" >&2; exit 1; }

# NAME COMMAND...: appends clock, CPU (seconds) and peak memory (MB) of the command to $work/NAME.
measure() {
  local name=$1
  shift
  /usr/bin/time -o "$work/time" -f '%e %U %S %M' "$@" >/dev/null 2>"$work/errors" || { echo "failed: $*" >&2; cat "$work/errors" >&2; exit 1; }
  awk '{ print $1, $2 + $3, $4 / 1024 }' "$work/time" >>"$work/$name"
}
both_at_once() {
  "$prikaz" extract --jobs 1 "$1" >/dev/null &
  "$prikaz" extract --jobs 1 "$1" >/dev/null
  wait "$!"
}
export -f both_at_once
export prikaz
median() { cut -d' ' -f"$2" "$work/$1" | sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

printf '%-30s %5s | %8s %8s %6s | %7s %7s %6s %7s | %8s | %5s %5s\n' '' '' 'CPU of 1' tesser. ratio 'clock 1' 'clock 2' faster ceiling 'CPU 2/1' MB_1 MB_2
for file in "${files[@]}"; do
  rm -rf "$work"/*
  pdfimages -png "$file" "$work/page"
  find "$work" -name 'page*.png' | sort >"$work/pictures"
  for _ in $(seq "$runs"); do
    measure one "$prikaz" extract --jobs 1 "$file"
    measure two "$prikaz" extract --jobs 2 "$file"
    measure both bash -c 'both_at_once "$1"' bash "$file"
    measure tesseract tesseract "$work/pictures" "$work/text" -l rus --psm 3
  done
  echo "$(basename "$file" .pdf) $(wc -l <"$work/pictures") $(median one 2) $(median tesseract 2) $(median one 1) $(median two 1) $(median both 1) $(median two 2) $(median one 3) $(median two 3)"
done | awk '
  function row(name, pages, cpu, tess, one, two, both, cpu2, mb1, mb2) {
    printf "%-30s %5d | %8.2f %8.2f %6.2f | %7.2f %7.2f %6.2f %7.2f | %8.2f | %5d %5d\n", name, pages, cpu, tess, cpu / tess, one, two, one / two, 2 * one / both, cpu2 / cpu, mb1, mb2
    fflush()
  }
  { row($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    p += $2; c += $3; t += $4; o += $5; w += $6; b += $7; d += $8; if ($9 > x) x = $9; if ($10 > y) y = $10 }
  END { if (NR > 1) row("all", p, c, t, o, w, b, d, x, y) }'
