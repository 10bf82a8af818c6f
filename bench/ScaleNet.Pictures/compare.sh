#!/usr/bin/env bash
# Pictures a second of processor time on one core, ours and torchvision's in turns: compare.sh [ROUNDS [COUNT]]. PYTHON names the interpreter.
# torchvision is measured twice: as it comes, where the C library gives the memory of every picture back to the system and the faults of
# fetching it anew may take most of the time, and with that memory kept, which is its best.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds="${1:-7}" count="${2:-1000}"
dotnet build -c Release bench/ScaleNet.Pictures -v quiet --nologo
tool=(taskset -c 0 artifacts/bin/ScaleNet.Pictures/release/ScaleNet.Pictures)
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
"${tool[@]}" write "$folder"
echo "files: $(du -b -s "$folder" | cut -f1) bytes in $(find "$folder" -name '*.jpg' | wc -l)"
for ((round = 1; round <= rounds; round++)); do
  ours="$("${tool[@]}" run "$folder" "$count")"
  plain="$(taskset -c 0 "${PYTHON:-python3}" bench/ScaleNet.Pictures/torchvision_pipeline.py "$folder" "$count")"
  kept="$(MALLOC_MMAP_THRESHOLD_=1000000000 MALLOC_TRIM_THRESHOLD_=2000000000 MALLOC_TOP_PAD_=100000000 \
    taskset -c 0 "${PYTHON:-python3}" bench/ScaleNet.Pictures/torchvision_pipeline.py "$folder" "$count")"
  echo "round $round: ours $ours, torchvision $plain, with its memory kept $kept" \
    "$(awk -v a="$ours" -v b="$plain" -v c="$kept" 'BEGIN { printf "ratios %.2f %.2f", a / b, a / c }')"
done
