using System.CommandLine.Parsing;
using System.Globalization;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Cli.RecipeOptions;

/// <summary>RandAugment in timm's notation, such as <c>rand-m9-n2-mstd0.5</c>.</summary>
/// <param name="Operations">What it means; null for none.</param>
internal readonly record struct RandAugmentWord(RandAugment? Operations)
{
    private const string None = "none";
    private const string Prefix = "rand";
    private const string Deviation = "mstd";
    private const double UsualMagnitude = 10; // timm's, where the word has no m

    /// <summary>Reads the value of an option.</summary>
    public static RandAugmentWord Parse(ArgumentResult result)
    {
        var word = result.Tokens[0].Value;
        if (word == None)
        {
            return default;
        }

        var parts = word.Split('-');
        var operations = new RandAugment { Magnitude = UsualMagnitude, MagnitudeDeviation = 0 };
        foreach (var part in parts[1..])
        {
            if (Add(operations, part) is not { } more)
            {
                return Refuse(result, word);
            }

            operations = more;
        }

        return parts[0] == Prefix ? new RandAugmentWord(operations) : Refuse(result, word);
    }

    private static RandAugment? Add(RandAugment operations, string part)
    {
        if (part.StartsWith(Deviation, StringComparison.Ordinal))
        {
            return Number(part[Deviation.Length..]) is { } deviation ? operations with { MagnitudeDeviation = deviation } : null;
        }

        return part switch
        {
            ['m', .. var text] => Number(text) is { } magnitude ? operations with { Magnitude = magnitude } : null,
            ['n', .. var text] => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? operations with { Operations = count }
                : null,
            _ => null,
        };
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static RandAugmentWord Refuse(ArgumentResult result, string word)
    {
        result.AddError($"--aa: got '{word}', expected none or a word such as rand-m9-n2-mstd0.5; timm's other parts are not offered.");
        return default;
    }
}
