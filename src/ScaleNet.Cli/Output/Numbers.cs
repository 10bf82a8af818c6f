using System.Globalization;

namespace ScaleNet.Cli.Output;

/// <summary>Numbers as people read them, the same in every country.</summary>
internal static class Numbers
{
    /// <summary>What stands where there is no number.</summary>
    public const string None = "-";

    private const double Thousand = 1e3;
    private const double Million = 1e6;
    private const double Billion = 1e9;
    private const double Kibi = 1024;

    /// <summary>25,557,032.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>4.089 G: multiply-accumulates.</summary>
    public static string Macs(long macs) => (double)macs switch
    {
        >= Billion => Scaled(macs / Billion, "G"),
        >= Million => Scaled(macs / Million, "M"),
        >= Thousand => Scaled(macs / Thousand, "k"),
        _ => Count(macs),
    };

    /// <summary>97.49 MiB.</summary>
    public static string Bytes(long bytes) => (double)bytes switch
    {
        >= Kibi * Kibi * Kibi => Fixed(bytes / (Kibi * Kibi * Kibi), 2) + " GiB",
        >= Kibi * Kibi => Fixed(bytes / (Kibi * Kibi), 2) + " MiB",
        >= Kibi => Fixed(bytes / Kibi, 2) + " KiB",
        _ => Count(bytes) + " B",
    };

    /// <summary>12.34 %; a dash without a number.</summary>
    public static string Percent(double? fraction, int digits = 2) =>
        fraction is { } value && double.IsFinite(value) ? Fixed(100 * value, digits) + " %" : None;

    /// <summary>A number with so many digits behind the point.</summary>
    public static string Fixed(double value, int digits) =>
        value.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>0:42, 12:05, 1:02:03.</summary>
    public static string Duration(TimeSpan time)
    {
        var whole = TimeSpan.FromSeconds(Math.Round(time.TotalSeconds));
        return whole.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)whole.TotalHours}:{whole:mm\\:ss}")
            : string.Create(CultureInfo.InvariantCulture, $"{whole.Minutes}:{whole.Seconds:D2}");
    }

    private static string Scaled(double value, string unit) => $"{Fixed(value, 3)} {unit}";
}
