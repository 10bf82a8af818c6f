#!/bin/sh
# Runs what pack.sh packed, on a machine with PyTorch: comparison with reference values, speed, speed of training.
# Usage: run.sh [--device cpu|cuda] [--libtorch FOLDER] [--results FOLDER] [parity] [speed] [training]; without steps: all.
# FOLDER is torch/lib of a PyTorch; without it python3 is asked for its own.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"

device=cuda
libtorch=
results=results
steps=
while [ $# -gt 0 ]; do
  case "$1" in
    --device | --libtorch | --results)
      [ $# -gt 1 ] || { echo "error: $1: a value is missing." >&2; exit 2; }
      case "$1" in
        --device) device="$2" ;;
        --libtorch) libtorch="$2" ;;
        *) results="$2" ;;
      esac
      shift
      ;;
    parity | speed | training) steps="$steps $1" ;;
    *) echo "error: '$1': expected parity, speed, training, --device, --libtorch or --results." >&2; exit 2 ;;
  esac
  shift
done
case "$device" in
  cuda | cpu) ;;
  *) echo "error: --device: got '$device', expected cpu or cuda." >&2; exit 2 ;;
esac

if [ -z "$libtorch" ]; then
  libtorch="$(python3 -c 'import importlib.util, os
spec = importlib.util.find_spec("torch")
print(os.path.join(os.path.dirname(spec.origin), "lib") if spec else "")' || true)"
  [ -n "$libtorch" ] || { echo "error: python3 has no torch. Give --libtorch FOLDER, torch/lib of a PyTorch." >&2; exit 2; }
fi
[ -d "$libtorch" ] || { echo "error: --libtorch: '$libtorch' is no folder." >&2; exit 2; }
libtorch="$(cd "$libtorch" && pwd)"

version="$(sed -n "s/^__version__ = '\(.*\)'.*/\1/p" "$libtorch/../version.py" 2> /dev/null || true)"
echo "libtorch: $libtorch, version ${version:-unknown} (TorchSharp was built for 2.10)"
export SCALENET_LIBTORCH="$libtorch"

# PyTorch's packages keep CUDA's libraries beside torch; its Python code finds them, the loader has to be told.
paths="$libtorch"
for folder in "$libtorch"/../../nvidia/*/lib; do
  [ ! -d "$folder" ] || paths="$paths:$folder"
done
export LD_LIBRARY_PATH="$paths${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"

mkdir -p "$results"
if [ "$device" = cuda ]; then
  numbers=float32,tf32,bfloat16
  effort="--rounds 3 --warm-up 10 --calls 30"
else
  numbers=float32,bfloat16
  effort="--rounds 1 --warm-up 1 --calls 2"
fi

for step in ${steps:-parity speed training}; do
  echo "== $step"
  case "$step" in
    parity) "$here/lib/ScaleNet.Benchmarks" parity "$device" > "$results/parity.txt" || { tail -n 40 "$results/parity.txt"; exit 1; }
      cat "$results/parity.txt" ;;
    # shellcheck disable=SC2086 # words of their own
    speed) "$here/lib/scalenet" bench --device "$device" --precision "$numbers" $effort --plot "$results/speed.svg" \
      > "$results/speed.txt"
      cat "$results/speed.txt" ;;
    # shellcheck disable=SC2086
    training) "$here/lib/scalenet" bench --device "$device" --precision "$numbers" $effort --training > "$results/training.txt"
      cat "$results/training.txt" ;;
  esac
done
