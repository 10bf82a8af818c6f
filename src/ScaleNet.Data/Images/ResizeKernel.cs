namespace ScaleNet.Data.Images;

/// <summary>Which source pixels make each wanted pixel along one axis, and with what weights.</summary>
/// <remarks>
/// A triangle as wide as two source pixels when enlarging and as two target pixels when reducing: bilinear
/// interpolation that averages what it would otherwise skip. Weights are whole numbers of 2^-22, so results are the
/// same everywhere. At an unchanged length every pixel is itself.
/// </remarks>
internal sealed class ResizeKernel
{
    /// <summary>Fraction bits of a weight: of 32, 8 are for the pixel and 2 are headroom.</summary>
    public const int FractionBits = 22;

    private readonly int[] _first;
    private readonly int[][] _weights;

    public ResizeKernel(AxisPlan axis)
    {
        double scale = (double)axis.SourceLength / axis.ScaledLength;
        double reach = Math.Max(1, scale);
        _first = new int[axis.Count];
        _weights = new int[axis.Count][];
        for (int i = 0; i < axis.Count; i++)
        {
            double center = (axis.First + i + 0.5) * scale;
            int first = Math.Max(0, (int)Math.Floor(center - reach + 0.5));
            int end = Math.Min(axis.SourceLength, (int)Math.Floor(center + reach + 0.5));
            _first[i] = first;
            _weights[i] = Weigh(first, end, center, reach);
        }
    }

    /// <summary>Wanted pixels.</summary>
    public int Count => _first.Length;

    /// <summary>The first source pixel that any wanted pixel needs.</summary>
    public int SourceStart => _first[0];

    /// <summary>One past the last source pixel that any wanted pixel needs.</summary>
    public int SourceEnd => _first[^1] + _weights[^1].Length;

    /// <summary>The first source pixel of one wanted pixel.</summary>
    public int First(int index) => _first[index];

    /// <summary>The weights of one wanted pixel, for the source pixels from its first on.</summary>
    public ReadOnlySpan<int> Weights(int index) => _weights[index];

    private static int[] Weigh(int first, int end, double center, double reach)
    {
        var shares = new double[end - first];
        for (int i = 0; i < shares.Length; i++)
        {
            double distance = Math.Abs(first + i + 0.5 - center);
            shares[i] = Math.Max(0, 1 - (distance / reach));
        }

        double total = shares.Sum();
        return Array.ConvertAll(shares, share => (int)Math.Floor((share / total * (1 << FractionBits)) + 0.5));
    }
}
