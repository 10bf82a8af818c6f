using System.Globalization;
using System.Text;

namespace ScaleNet.Architecture.Weights;

/// <summary>Text from a file, made fit for a one-line message.</summary>
internal static class Quoted
{
    private const int Shown = 100;

    /// <summary>The text in quotes, shortened, control characters and lone surrogates escaped.</summary>
    public static string Text(string text) => $"'{Bare(text)}'";

    /// <summary>The text without quotes, shortened, control characters and lone surrogates escaped.</summary>
    public static string Bare(string text)
    {
        var result = new StringBuilder();
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, Shown)))
        {
            if (char.IsControl(character) || char.IsSurrogate(character) || char.GetUnicodeCategory(character)
                is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                result.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                result.Append(character);
            }
        }

        return text.Length > Shown ? result.Append("...").ToString() : result.ToString();
    }
}
