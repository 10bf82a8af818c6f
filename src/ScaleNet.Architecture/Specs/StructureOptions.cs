using System.Collections.Immutable;

namespace ScaleNet.Architecture.Specs;

/// <summary>What a bare structure file does not say; the defaults are the published networks'.</summary>
public sealed record StructureOptions
{
    /// <summary>Display name; the file's name if null.</summary>
    public string? Name { get; init; }

    /// <summary>Down-sampling factors; if null 1, 2, 4, 7, 14, 28 cut to the row's length (14 and 28 are our continuation).</summary>
    public ImmutableArray<int>? Scales { get; init; }

    /// <summary>Planes of the first stage.</summary>
    public int FirstPlanes { get; init; } = 64;

    /// <summary>What stands before the first stage; it also fixes the design resolution from the first side.</summary>
    public StemKind Stem { get; init; } = StemKind.ImageNet;

    /// <summary>Channels of the image.</summary>
    public int InputChannels { get; init; } = 3;

    /// <summary>Number of classes.</summary>
    public int Classes { get; init; } = 1000;
}
