#!/usr/bin/env bash
# Pictures a second on one core, ours and torchvision's in turns: compare.sh [ROUNDS [COUNT]]. PYTHON names the interpreter.
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
  theirs="$(taskset -c 0 "${PYTHON:-python3}" bench/ScaleNet.Pictures/torchvision_pipeline.py "$folder" "$count")"
  echo "round $round: ours $ours, torchvision $theirs, ratio $(awk -v a="$ours" -v b="$theirs" 'BEGIN { printf "%.2f", a / b }')"
done
