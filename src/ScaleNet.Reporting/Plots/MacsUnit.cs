namespace ScaleNet.Reporting.Plots;

/// <summary>The unit in which a cost reads well.</summary>
/// <param name="Size">Multiply-accumulates per unit.</param>
/// <param name="Name">Name of the unit.</param>
internal sealed record MacsUnit(double Size, string Name)
{
    private const double Thousand = 1e3;
    private const double Million = 1e6;
    private const double Billion = 1e9;

    public static MacsUnit For(long macs) => macs switch
    {
        >= (long)Billion => new(Billion, "GMACs"),
        >= (long)Million => new(Million, "MMACs"),
        >= (long)Thousand => new(Thousand, "kMACs"),
        _ => new(1, "MACs"),
    };
}
