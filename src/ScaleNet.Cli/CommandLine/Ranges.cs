using System.CommandLine.Parsing;
using System.Globalization;
using ScaleNet.Data.Scenes;

namespace ScaleNet.Cli.CommandLine;

/// <summary>Reads options that are a number or a range, such as 1-8.</summary>
internal static class Ranges
{
    private const char Dash = '-';
    private const char Times = 'x';

    /// <summary>Whole numbers within limits.</summary>
    public static Func<ArgumentResult, CountRange> Whole(int least, int most) => result =>
        TryWhole(result.Tokens[0].Value, least, most, out var range)
            ? range
            : Refuse<CountRange>(result, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most} or a range of such, as 1{Dash}8"));

    /// <summary>Sides of an image: one number or range for both, or height x width.</summary>
    public static Func<ArgumentResult, ImageSides> Sides(int least, int most) => result =>
    {
        var parts = result.Tokens[0].Value.Split(Times);
        return parts.Length <= 2 && TryWhole(parts[0], least, most, out var height) && TryWhole(parts[^1], least, most, out var width)
            ? new ImageSides(height, width)
            : Refuse<ImageSides>(result, string.Create(
                CultureInfo.InvariantCulture,
                $"a side or a height and a width from {least} to {most} pixels, each a number or a range, such as 256, 240x320 or 192{Dash}320"));
    };

    /// <summary>Two shares above 0, at most 1, the second not below the first.</summary>
    public static ShareRange Shares(ArgumentResult result)
    {
        var parts = result.Tokens[0].Value.Split(Dash);
        return parts.Length == 2 && TryShare(parts[0], out var least) && TryShare(parts[1], out var most) && least <= most
            ? new ShareRange(least, most)
            : Refuse<ShareRange>(result, $"a range of shares above 0 and at most 1, such as 0.08{Dash}0.8");
    }

    private static bool TryWhole(string text, int least, int most, out CountRange range)
    {
        var parts = text.Split(Dash);
        int first = 0, last = 0;
        var isRead = parts.Length <= 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out first)
            && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out last)
            && first >= least && last >= first && last <= most;
        range = isRead ? new CountRange(first, last) : default;
        return isRead;
    }

    private static bool TryShare(string text, out double share) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out share) && share is > 0 and <= 1;

    private static T Refuse<T>(ArgumentResult result, string expected)
    {
        result.AddError($"{((OptionResult)result.Parent!).Option.Name}: got '{result.Tokens[0].Value}', expected {expected}.");
        return default!;
    }
}
