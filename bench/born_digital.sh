#!/usr/bin/env bash
# usage: born_digital.sh DIR [RUNS]
# CPU time (user + system) of `prikaz extract` against `pdftotext -bbox-layout`, each file in a process of its own, over every PDF
# with text under DIR. The two take turns, so that a busy machine disturbs both alike; the median of RUNS (5) counts.
# PRIKAZ names the program, build/release/prikaz by default.
set -eu
export LC_ALL=C

[ $# -ge 1 ] || { sed -n 's/^# usage/usage/p' "$0" >&2; exit 2; }
root=$(cd "$(dirname "$0")/.." && pwd)
prikaz=${PRIKAZ:-$root/build/release/prikaz}
runs=${2:-5}
TIMEFORMAT='%U %S'

files=()
while IFS= read -r -d '' file; do
  if [ -n "$(pdftotext -q "$file" - 2>/dev/null | tr -d '[:space:]' | head -c 1)" ]; then files+=("$file"); fi
done < <(find "$1" -name '*.pdf' -print0 | sort -z)
[ ${#files[@]} -gt 0 ] || { echo "No PDF with text under $1" >&2; exit 1; }

cpu_ms() {  # of a command on a file, in milliseconds; fails where the command fails
  local spent
  spent=$( { time "$@" >/dev/null 2>&1; } 2>&1 ) || { echo "failed: $*" >&2; return 1; }
  awk -v s="$spent" 'BEGIN { split(s, t, " "); print (t[1] + t[2]) * 1000 }'
}
median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

printf '%-44s %6s %12s %12s %7s\n' file pages 'prikaz, ms' 'pdftotext' ratio
for file in "${files[@]}"; do
  ours='' theirs=''
  for _ in $(seq "$runs"); do
    ours+="$(cpu_ms "$prikaz" extract "$file")"$'\n'
    theirs+="$(cpu_ms pdftotext -bbox-layout "$file" -)"$'\n'
  done
  pages=$(pdfinfo "$file" 2>/dev/null | awk '/^Pages:/ { print $2 }')
  awk -v n="$(basename "$file")" -v p="$pages" -v a="$(printf %s "$ours" | median)" -v b="$(printf %s "$theirs" | median)" \
    'BEGIN { printf "%-44s %6d %12.1f %12.1f %7.2f\n", n, p, a, b, b ? a / b : 0 }'
done | awk '{ print; p += $(NF - 3); a += $(NF - 2); b += $(NF - 1) } END { printf "%-44s %6d %12.1f %12.1f %7.2f\n", "all", p, a, b, a / b }'
