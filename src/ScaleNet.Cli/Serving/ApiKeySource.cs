using ScaleNet.Architecture;

namespace ScaleNet.Cli.Serving;

/// <summary>Where the server's key comes from: never the command line, which every user of the machine can read.</summary>
internal static class ApiKeySource
{
    /// <summary>The environment variable that holds the key where no file is named.</summary>
    public const string Variable = "SCALENET_API_KEY";

    /// <summary>The key; null for none.</summary>
    /// <param name="file">The file that holds it; null where none is named.</param>
    /// <exception cref="SpecException">The file cannot be read, or holds nothing.</exception>
    public static string? Read(string? file)
    {
        if (file is null)
        {
            return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } key ? key : null;
        }

        try
        {
            var text = File.ReadAllText(file).Trim();
            return text.Length > 0 && !text.Any(char.IsControl)
                ? text
                : throw new SpecException($"{file}: expected a key, one line of text. Write one into it.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SpecException($"{file}: the key cannot be read ({problem.Message}). Check the path and its rights.", problem);
        }
    }
}
