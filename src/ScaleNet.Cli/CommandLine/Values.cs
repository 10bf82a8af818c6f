using System.Collections.Immutable;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ScaleNet.Cli.CommandLine;

/// <summary>Reads the values of options; what is wrong becomes a message with the option's name, what it got and what it takes.</summary>
internal static class Values
{
    /// <summary>Reads one word of a list.</summary>
    public delegate bool TryRead<T>(string word, out T value);

    private const decimal Thousand = 1_000;

    /// <summary>A whole number from <paramref name="least"/> up.</summary>
    public static Func<ArgumentResult, int> Integer(int least, int most = int.MaxValue) => result =>
    {
        var text = result.Tokens[0].Value;
        var isRead = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value);
        var range = most == int.MaxValue ? "up" : string.Create(CultureInfo.InvariantCulture, $"to {most}");
        return isRead && value >= least && value <= most
            ? value
            : Refuse<int>(result, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} {range}"));
    };

    /// <summary>A finite number above 0.</summary>
    public static double PositiveNumber(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var isRead = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
        return isRead && value > 0 && double.IsFinite(value) ? value : Refuse<double>(result, "a number above 0, such as 0.1");
    }

    /// <summary>A finite number within limits.</summary>
    public static Func<ArgumentResult, double> Number(Func<double, bool> isIn, string expected) => result =>
    {
        var isRead = double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
        return isRead && double.IsFinite(value) && isIn(value) ? value : Refuse<double>(result, expected);
    };

    /// <summary>Whole numbers separated by commas.</summary>
    public static ImmutableArray<int> Integers(ArgumentResult result)
    {
        var values = ImmutableArray.CreateBuilder<int>();
        foreach (var part in result.Tokens.SelectMany(token => token.Value.Split(',')))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                return Refuse<ImmutableArray<int>>(result, "whole numbers separated by commas, such as 1,2,4,7");
            }

            values.Add(value);
        }

        return values.ToImmutable();
    }

    /// <summary>Finite numbers, each a word.</summary>
    public static ImmutableArray<double> Numbers(ArgumentResult result)
    {
        var values = ImmutableArray.CreateBuilder<double>();
        foreach (var token in result.Tokens)
        {
            if (!double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
            {
                return Refuse<ImmutableArray<double>>(result, "numbers, such as 0.08 1", token.Value);
            }

            values.Add(value);
        }

        return values.ToImmutable();
    }

    /// <summary>The size of an image in pixels: a side, or height x width.</summary>
    public static (int Height, int Width) Size(ArgumentResult result)
    {
        var parts = result.Tokens[0].Value.Split('x');
        var isRead = TryPositive(parts[0], out var height);
        var width = height;
        isRead &= parts.Length == 1 || (parts.Length == 2 && TryPositive(parts[1], out width));
        return isRead ? (height, width) : Refuse<(int, int)>(result, "a side or a height and a width in pixels, such as 224 or 256x320");
    }

    /// <summary>A number of images; null for any number.</summary>
    public static int? Batch(ArgumentResult result)
    {
        const string AnyNumber = "dynamic";
        var text = result.Tokens[0].Value;
        if (text == AnyNumber)
        {
            return null;
        }

        return TryPositive(text, out var images) ? images : Refuse<int?>(result, $"a whole number from 1 up, or {AnyNumber}");
    }

    /// <summary>A positive amount with an optional k, M or G, such as 4.089G.</summary>
    public static long Amount(ArgumentResult result) => TryScaled(result.Tokens[0].Value, out var amount) && amount is >= 1 and < long.MaxValue
        ? (long)amount
        : Refuse<long>(result, "a positive amount, such as 41350000, 41.35M or 4.089G");

    /// <summary>The same as a number, fractions allowed.</summary>
    public static bool TryAmount(string text, out double amount)
    {
        var isRead = TryScaled(text, out var value);
        amount = (double)value;
        return isRead && amount is > 0 and < long.MaxValue;
    }

    private static bool TryScaled(string text, out decimal amount)
    {
        var (digits, factor) = text switch
        {
            [.., 'k' or 'K'] => (text[..^1], Thousand),
            [.., 'M'] => (text[..^1], Thousand * Thousand),
            [.., 'G'] => (text[..^1], Thousand * Thousand * Thousand),
            _ => (text, 1),
        };
        var isRead = decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value < decimal.MaxValue / factor;
        amount = isRead ? value * factor : 0;
        return isRead;
    }

    /// <summary>A name that is one folder of the runs.</summary>
    public static string? Name(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var isName = text.Trim('.', ' ').Length > 0 && text.IndexOfAny(['/', '\\', ':']) < 0 && !text.Any(char.IsControl);
        return isName ? text : Refuse<string?>(result, "the name of a folder, such as seed1; where it goes says --runs");
    }

    /// <summary>Words separated by commas, at least one.</summary>
    public static T[]? List<T>(ArgumentResult result, TryRead<T> tryRead, string expected)
    {
        var values = new List<T>();
        foreach (var word in result.Tokens[0].Value.Split(','))
        {
            if (!tryRead(word, out var value))
            {
                return Refuse<T[]?>(result, expected);
            }

            values.Add(value);
        }

        return [.. values];
    }

    /// <summary>One of a few words.</summary>
    public static T Word<T>(ArgumentResult result, params ReadOnlySpan<(string Word, T Value)> words)
    {
        foreach (var (word, value) in words)
        {
            if (word == result.Tokens[0].Value)
            {
                return value;
            }
        }

        var all = words.ToArray().Select(choice => choice.Word).ToArray();
        return Refuse<T>(result, $"{string.Join(", ", all[..^1])} or {all[^1]}");
    }

    private static bool TryPositive(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value > 0;

    private static T Refuse<T>(ArgumentResult result, string expected, string? got = null)
    {
        var name = result.Parent is OptionResult option ? option.Option.Name : result.Argument.Name;
        result.AddError($"{name}: got '{got ?? result.Tokens[0].Value}', expected {expected}.");
        return default!;
    }
}
