#!/usr/bin/env bash
# usage: pages.sh [PAGES...]
# Time and peak memory of `prikaz extract` on files of 250, 500, 1000 and 2000 pages (or PAGES), made by repeating the samples:
# both should grow in step with the pages. PRIKAZ names the program, build/release/prikaz by default.
set -eu
export LC_ALL=C

root=$(cd "$(dirname "$0")/.." && pwd)
prikaz=${PRIKAZ:-$root/build/release/prikaz}
[ $# -gt 0 ] || set -- 250 500 1000 2000
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

qpdf --empty --pages "$root"/samples/pdf/*.pdf -- "$folder/once.pdf"
once=$(qpdf --show-npages "$folder/once.pdf")
printf '%7s %10s %10s %12s %13s\n' pages 'time, s' 'CPU, s' 'ms a page' 'peak, MiB'
for pages in "$@"; do
  copies=()
  for ((have = 0; have < pages; have += once)); do copies+=("$folder/once.pdf"); done
  qpdf --empty --pages "${copies[@]}" -- "$folder/all.pdf"
  qpdf "$folder/all.pdf" --pages . "1-$pages" -- "$folder/$pages.pdf"
  /usr/bin/time -f '%e %U %S %M' -o "$folder/spent" "$prikaz" extract "$folder/$pages.pdf" -o "$folder/out.json"
  awk -v n="$pages" '{ printf "%7d %10.2f %10.2f %12.2f %13.1f\n", n, $1, $2 + $3, ($2 + $3) * 1000 / n, $4 / 1024 }' "$folder/spent"
  rm -f "$folder/all.pdf" "$folder/$pages.pdf"
done
