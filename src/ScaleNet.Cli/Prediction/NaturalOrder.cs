namespace ScaleNet.Cli.Prediction;

/// <summary>Orders paths as people do: image2 before image10, upper and lower case together, a folder's content together.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    /// <summary>Compares two paths; only equal ones give 0.</summary>
    public int Compare(string? x, string? y)
    {
        var (left, right) = (x ?? "", y ?? "");
        int i = 0, j = 0;
        while (i < left.Length && j < right.Length)
        {
            var order = char.IsAsciiDigit(left[i]) && char.IsAsciiDigit(right[j])
                ? TakeNumber(left, ref i).CompareTo(TakeNumber(right, ref j), StringComparison.Ordinal)
                : Weight(left[i++]) - Weight(right[j++]);
            if (order != 0)
            {
                return order;
            }
        }

        var rest = (left.Length - i) - (right.Length - j);
        return rest != 0 ? rest : string.CompareOrdinal(left, right);
    }

    // A number of any length as text that orders like it: the count of its digits first.
    private static ReadOnlySpan<char> TakeNumber(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        var digits = text.AsSpan(start, at - start).TrimStart('0');
        return $"{(char)digits.Length}{digits}";
    }

    private static int Weight(char character) =>
        character == Path.DirectorySeparatorChar ? char.MinValue : char.ToUpperInvariant(character);
}
