namespace ScaleNet.Data.Images;

/// <summary>Which source pixels make each wanted pixel along one axis, and with what weights.</summary>
/// <remarks>
/// A triangle as wide as two source pixels when enlarging and as two target pixels when reducing: bilinear
/// interpolation that averages what it would otherwise skip. Weights are whole numbers of 2^-22, so results are the
/// same everywhere. At an unchanged length every pixel is itself. The memory is kept from one axis to the next.
/// </remarks>
internal sealed class ResizeKernel
{
    /// <summary>Fraction bits of a weight: of 32, 8 are for the pixel and 2 are headroom.</summary>
    public const int FractionBits = 22;

    private int[] _first = [];
    private int[] _lengths = [];
    private int[] _weights = [];
    private double[] _shares = [];

    /// <summary>No axis yet.</summary>
    public ResizeKernel()
    {
    }

    /// <summary>The kernel of an axis.</summary>
    public ResizeKernel(AxisPlan axis) => Set(axis);

    /// <summary>Wanted pixels.</summary>
    public int Count { get; private set; }

    /// <summary>Weights kept for each wanted pixel; an even number, the surplus being 0.</summary>
    public int Taps { get; private set; }

    /// <summary>Where in the picture the source begins.</summary>
    public int Offset { get; private set; }

    /// <summary>The first source pixel that any wanted pixel needs.</summary>
    public int SourceStart => _first[0];

    /// <summary>One past the last source pixel that any wanted pixel needs.</summary>
    public int SourceEnd => _first[Count - 1] + _lengths[Count - 1];

    /// <summary>The first source pixel of one wanted pixel.</summary>
    public int First(int index) => _first[index];

    /// <summary>How many source pixels make one wanted pixel.</summary>
    public int Length(int index) => _lengths[index];

    /// <summary>The weights of one wanted pixel, for the source pixels from its first on.</summary>
    public ReadOnlySpan<int> Weights(int index) => _weights.AsSpan(index * Taps, _lengths[index]);

    /// <summary>The weights of one wanted pixel and zeros up to the number of taps.</summary>
    public ReadOnlySpan<int> PaddedWeights(int index) => _weights.AsSpan(index * Taps, Taps);

    /// <summary>How many weights the kernel of an axis has: about twice its source pixels where these become fewer.</summary>
    public static long CountWeights(AxisPlan axis) => (long)axis.Count * CountTaps(axis);

    /// <summary>Another axis.</summary>
    public void Set(AxisPlan axis)
    {
        double scale = Scale(axis);
        double reach = Math.Max(1, scale);
        (Count, Offset, Taps) = (axis.Count, axis.Offset, CountTaps(axis));
        Grow();
        for (int i = 0; i < Count; i++)
        {
            double center = axis.Start + ((axis.First + i + 0.5) * scale);
            int first = Math.Max(0, (int)Math.Floor(center - reach + 0.5));
            int end = Math.Min(axis.SourceLength, (int)Math.Floor(center + reach + 0.5));
            _first[i] = first;
            _lengths[i] = end - first;
            Weigh(first, center, reach, _weights.AsSpan(i * Taps, Taps), end - first);
        }
    }

    private static double Scale(AxisPlan axis) => (axis.Length ?? axis.SourceLength) / axis.ScaledLength;

    private static int CountTaps(AxisPlan axis)
    {
        int most = (int)Math.Min(axis.SourceLength, (Math.Ceiling(Math.Max(1, Scale(axis))) * 2) + 1);
        return most + (most & 1);
    }

    private void Grow()
    {
        if (_first.Length < Count)
        {
            _first = new int[Count];
            _lengths = new int[Count];
        }

        int weights = checked(Count * Taps);
        if (_weights.Length < weights)
        {
            _weights = new int[weights];
        }

        if (_shares.Length < Taps)
        {
            _shares = new double[Taps];
        }
    }

    private void Weigh(int first, double center, double reach, Span<int> weights, int length)
    {
        double total = 0;
        for (int i = 0; i < length; i++)
        {
            double distance = Math.Abs(first + i + 0.5 - center);
            _shares[i] = Math.Max(0, 1 - (distance / reach));
            total += _shares[i];
        }

        weights[length..].Clear();
        for (int i = 0; i < length; i++)
        {
            weights[i] = (int)Math.Floor((_shares[i] / total * (1 << FractionBits)) + 0.5);
        }
    }
}
