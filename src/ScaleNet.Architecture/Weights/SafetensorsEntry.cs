using System.Collections.Immutable;

namespace ScaleNet.Architecture.Weights;

/// <summary>One tensor of a safetensors header; offsets count from the start of the data.</summary>
internal sealed record SafetensorsEntry(string Key, ElementType Type, ImmutableArray<long> Shape, long Begin, long End);
