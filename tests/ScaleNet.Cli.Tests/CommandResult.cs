using System.Text.Json;

namespace ScaleNet.Cli.Tests;

/// <summary>What a command line did.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Log">Standard error.</param>
internal sealed record CommandResult(int Code, string Output, string Log)
{
    /// <summary>The output as JSON.</summary>
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Output);

    /// <summary>The output's lines.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Asserts success.</summary>
    public CommandResult Succeeded()
    {
        Assert.True(Code == 0, $"Exit code {Code}: {Log}");
        return this;
    }

    /// <summary>Asserts one line of error with these words, and nothing on standard output.</summary>
    public void FailedWith(int code, params string[] words)
    {
        Assert.Equal(code, Code);
        Assert.Equal("", Output);
        var line = Assert.Single(Log.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, line, StringComparison.Ordinal));
    }

    /// <summary>Asserts input that cannot be used, whose error is the last line, and nothing on standard output.</summary>
    public void FailedWithLast(string words)
    {
        Assert.Equal(2, Code);
        Assert.Equal("", Output);
        Assert.Contains(words, Log.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }
}
