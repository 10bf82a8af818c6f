using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Architecture.Rewrites;

/// <summary>A block whose last convolution is split: its concatenation, its ReLU, and the branches that move.</summary>
internal sealed record SplitBlock(Node Concat, Node Relu, ImmutableArray<int> Moved);
