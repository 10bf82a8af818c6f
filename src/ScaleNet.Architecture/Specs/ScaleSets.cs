using System.Collections.Immutable;

namespace ScaleNet.Architecture.Specs;

/// <summary>Lists of scales.</summary>
public static class ScaleSets
{
    /// <summary>The four scales of the published networks (pytorch/scalenet.py).</summary>
    public static ImmutableArray<int> Published { get; } = [1, 2, 4, 7];
}
