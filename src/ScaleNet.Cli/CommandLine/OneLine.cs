using System.Globalization;
using System.Text;

namespace ScaleNet.Cli.CommandLine;

/// <summary>Text from files and users made safe for one line of a console.</summary>
internal static class OneLine
{
    /// <summary>Line ends become spaces, other control characters visible: a file's name must not steer the terminal.</summary>
    public static string Of(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var character in text.ReplaceLineEndings(" "))
        {
            if (char.IsControl(character))
            {
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                line.Append(character);
            }
        }

        return line.ToString().TrimEnd();
    }
}
