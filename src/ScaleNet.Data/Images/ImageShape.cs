namespace ScaleNet.Data.Images;

/// <summary>Channels, height and width of one image, whose values lie in C,H,W order.</summary>
/// <param name="Channels">1 for grey, 3 for red, green, blue.</param>
/// <param name="Height">Rows, px.</param>
/// <param name="Width">Columns, px.</param>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>Pixels of one channel.</summary>
    public int PlaneLength => checked(Height * Width);

    /// <summary>Values of the whole image.</summary>
    public int Length => checked(Channels * Height * Width);

    /// <summary>"1x28x28".</summary>
    public override string ToString() => FormattableString.Invariant($"{Channels}x{Height}x{Width}");

    internal void ThrowIfNotPositive()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Width);
    }
}
