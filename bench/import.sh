#!/usr/bin/env bash
# usage: import.sh [SCAN...]
# What `prikaz import` costs: two workers against one on born-digital files and on scans, its own share of the processor time over
# `prikaz extract`, and the share of isolation in that, a second import of 20,000 known files, and the memory of the importer after
# 1,000 and 10,000.
# SCANs are PDFs or pictures without text, samples/scans by default. PRIKAZ names the program, build/release/prikaz by default;
# FILES (400), KNOWN (20000) and MEMORY ("1000 10000") are counts of files. It writes some 500 MB under TMPDIR and removes them.
set -eu
export LC_ALL=C

root=$(cd "$(dirname "$0")/.." && pwd)
prikaz=${PRIKAZ:-$root/build/release/prikaz}
files=${FILES:-400}
known=${KNOWN:-20000}
memory=${MEMORY:-1000 10000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Runs a command; prints the clock (s), the processor time of it and all its helpers (s) and its own peak memory (MB), which is looked
# at while it runs: the system tells the greatest of all its helpers.
measure() {
  python3 - "$@" <<'PYTHON'
import os, subprocess, sys, time

def peak_mb(pid):
    with open(f"/proc/{pid}/status") as f:
        for line in f:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0

start, peak = time.monotonic(), 0
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
while True:
    pid, status, usage = os.wait4(process.pid, os.WNOHANG)
    if pid:
        break
    try:
        peak = max(peak, peak_mb(process.pid))
    except OSError:
        pass
    time.sleep(0.02)
clock = time.monotonic() - start
code = os.waitstatus_to_exitcode(status)
if code not in (0, 1):
    sys.exit(f"{sys.argv[1:]}: exit code {code}")
print(f"{clock:.3f} {usage.ru_utime + usage.ru_stime:.3f} {peak:.1f}")
PYTHON
}

# COUNT files in FOLDER, made of the SOURCES in turn: what follows the end of a PDF or a picture is not read, but changes its hash.
multiply() {
  local count=$1 folder=$2
  shift 2
  python3 - "$count" "$folder" "$@" <<'PYTHON'
import os, sys
count, folder, sources = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
contents = [open(path, "rb").read() for path in sources]
os.makedirs(folder, exist_ok=True)
for i in range(count):
    source = sources[i % len(sources)]
    stem, suffix = os.path.splitext(os.path.basename(source))
    with open(f"{folder}/{i:06}-{stem}{suffix}", "wb") as f:
        f.write(contents[i % len(sources)] + b"\n%% %d\n" % i)
PYTHON
}

import() { measure "$prikaz" import --progress none "$@"; }
fresh() { rm -rf "$work/archive$1"; printf %s "$work/archive$1"; }
clock() { cut -d' ' -f1; }

two_over_one() {  # NAME FOLDER
  local one two pair
  one=$(import --archive "$(fresh 1)" --jobs 1 "$2" | clock)
  two=$(import --archive "$(fresh 1)" --jobs 2 "$2" | clock)
  # What the machine allows at all: the same work twice, by two imports that know nothing of each other.
  import --archive "$(fresh 1)" --jobs 1 "$2" >"$work/a" &
  import --archive "$(fresh 2)" --jobs 1 "$2" >"$work/b"
  wait
  pair=$(cat "$work/a" "$work/b" | clock | sort -n | tail -1)
  awk -v n="$1" -v a="$one" -v b="$two" -v p="$pair" \
    'BEGIN { printf "%-14s one worker %.2f s, two %.2f s: %.2f times as fast (the machine: %.2f)\n", n, a, b, a / b, 2 * a / p }'
}

pdfs=()
for file in "$root"/samples/pdf/*.pdf; do
  "$prikaz" extract "$file" | grep -q '"text_source": *"ocr"' || pdfs+=("$file")
done
scans=("$@")
[ ${#scans[@]} -gt 0 ] || scans=("$root"/samples/scans/*)
multiply "$files" "$work/digital" "${pdfs[@]}"
multiply $((2 * ${#scans[@]})) "$work/scans" "${scans[@]}"

two_over_one born-digital "$work/digital"
two_over_one scans "$work/scans"

# In turns, so that a busy machine disturbs all alike; the median counts.
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
own_cost() {  # NAME FOLDER FILES ROUNDS
  rm -f "$work"/cpu.*
  for _ in $(seq "$4"); do
    measure "$prikaz" extract --no-sandbox --jobs 1 "$2"/* | cut -d' ' -f2 >>"$work/cpu.plain"
    measure "$prikaz" extract --jobs 1 "$2"/* | cut -d' ' -f2 >>"$work/cpu.isolated"
    import --archive "$(fresh 1)" --jobs 1 "$2" | cut -d' ' -f2 >>"$work/cpu.imported"
  done
  awk -v p="$(median <"$work/cpu.plain")" -v s="$(median <"$work/cpu.isolated")" -v i="$(median <"$work/cpu.imported")" \
    -v name="$1" -v n="$3" 'BEGIN {
    printf "%-14s CPU a file: in one process %.2f ms, extract %.2f ms (%+.1f %%), import %.2f ms (%+.1f %% over extract)\n",
      name, 1000 * p / n, 1000 * s / n, 100 * (s / p - 1), 1000 * i / n, 100 * (i / s - 1) }'
}
own_cost born-digital "$work/digital" "$files" 5
own_cost scans "$work/scans" $((2 * ${#scans[@]})) 3

for count in $memory; do
  rm -rf "$work/many"
  multiply "$count" "$work/many" "${pdfs[0]}"
  import --archive "$(fresh 1)" --jobs 2 "$work/many" | awk -v n="$count" '{ printf "memory         %d files: peak of the importer %.1f MB\n", n, $3 }'
done

rm -rf "$work/many"
multiply "$known" "$work/many" "$root/samples/pdf/severnolesnoy-203.lo.pdf"
archive=$(fresh 1)
import --archive "$archive" "$work/many" >/dev/null
import --archive "$archive" "$work/many" | awk -v n="$known" '{ printf "known          %d files again: %.2f s (CPU %.2f s)\n", n, $1, $2 }'
