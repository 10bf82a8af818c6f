using System.Globalization;
using ScaleNet.Reporting.Plots;

namespace ScaleNet.Reporting.Reports;

/// <summary>Numbers as the reports write them.</summary>
internal static class NumberText
{
    /// <summary>What stands where there is no number.</summary>
    public const string None = "–";

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Macs(long macs)
    {
        var unit = MacsUnit.For(macs);
        var digits = unit.Size > 1 ? "F2" : "F0";
        return $"{(macs / unit.Size).ToString(digits, CultureInfo.InvariantCulture)} {unit.Name}";
    }

    /// <summary>A fraction in per cent; a dash when it is missing or not finite.</summary>
    public static string Percent(double? fraction, string format = "F2") =>
        fraction is { } value && double.IsFinite(value)
            ? (100 * value).ToString(format, CultureInfo.InvariantCulture) + " %"
            : None;

    public static string Loss(double? loss) => loss?.ToString("F4", CultureInfo.InvariantCulture) ?? None;

    public static string Rate(double rate) => rate.ToString("G4", CultureInfo.InvariantCulture);

    public static string Duration(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Round(seconds));
        FormattableString text = time switch
        {
            { TotalHours: >= 1 } => $"{(int)time.TotalHours} h {time.Minutes} min",
            { TotalMinutes: >= 1 } => $"{time.Minutes} min {time.Seconds} s",
            _ => $"{seconds:F1} s",
        };
        return FormattableString.Invariant(text);
    }

    public static string Time(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
