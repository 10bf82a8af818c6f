namespace ScaleNet.Architecture.Graphs;

/// <summary>The shape of one sample's feature map; a flat vector is a map of one pixel.</summary>
/// <param name="Channels">C, the number of channels or features.</param>
/// <param name="Height">H, in pixels.</param>
/// <param name="Width">W, in pixels.</param>
public readonly record struct MapShape(int Channels, int Height, int Width)
{
    /// <summary>C x H x W.</summary>
    public long Elements => (long)Channels * Height * Width;

    /// <summary>H x W.</summary>
    public long Pixels => (long)Height * Width;

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Channels}x{Height}x{Width}");
}
