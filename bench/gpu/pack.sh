#!/bin/sh
# Packs what a GPU machine needs that has PyTorch, but neither a network nor .NET: the tool and the comparison with the
# reference values, for linux-x64, without libtorch, which PyTorch brings. Argument: the archive to write.
set -eu
cd "$(dirname "$0")/../.."

archive="${1:-scalenet-gpu.tar.gz}"
limit=62914560 # 60 MiB
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT INT TERM
pack="$work/scalenet-gpu"

# Artifacts of its own: the properties change what a restore resolves, which the builds of this folder must not see.
for project in src/ScaleNet.Cli bench/ScaleNet.Benchmarks; do
  dotnet publish "$project" -c Release -r linux-x64 --self-contained --nologo -v quiet -o "$pack/lib" \
    -p:ArtifactsPath="$work/artifacts" -p:LibTorchPackage=none -p:DebugType=none -p:CopyOutputSymbolsToPublishDirectory=false
done

rm -f "$pack"/lib/*.pdb "$pack"/lib/*.xml
cp bench/gpu/run.sh "$pack/run.sh"
chmod +x "$pack/run.sh"

tar -C "$work" -cf - scalenet-gpu | gzip -9 > "$archive"
size="$(wc -c < "$archive")"
if [ "$size" -gt "$limit" ]; then
  echo "$archive: $size bytes, expected at most $limit. Leave more out." >&2
  exit 1
fi
echo "$archive: $size bytes"
