using System.Text.Json;

namespace ScaleNet.EndToEnd;

/// <summary>What the tool did.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Log">Standard error.</param>
internal sealed record ToolResult(int Code, string Output, string Log)
{
    /// <summary>The output as JSON.</summary>
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Output);

    /// <summary>Asserts success, and that nobody coloured a file.</summary>
    public ToolResult Succeeded()
    {
        Assert.True(Code == 0, $"Exit code {Code}: {Log}");
        Assert.DoesNotContain('\u001b', Output + Log);
        return this;
    }

    /// <summary>Asserts one line of error with these words, no stack trace, and nothing on standard output.</summary>
    public void FailedWith(int code, params string[] words)
    {
        Assert.True(Code == code, $"Exit code {Code}, expected {code}: {Log}");
        Assert.Equal("", Output);
        var error = Assert.Single(Log.Split('\n'), line => line.StartsWith("error: ", StringComparison.Ordinal));
        Assert.All(words, word => Assert.Contains(word, error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", Log, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', Log);
    }
}
