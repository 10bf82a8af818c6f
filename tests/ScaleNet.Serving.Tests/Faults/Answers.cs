using System.Text.Json;

namespace ScaleNet.Serving.Tests.Faults;

/// <summary>What every answer must be, whatever was asked.</summary>
internal static class Answers
{
    private const int LongestLine = 1100; // the edge's thousand characters, and what marks that there were more

    /// <summary>A good answer as JSON; or, where one may come, a refusal in one line.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="expected">The statuses that may be.</param>
    public static async Task<JsonElement> AssertIsAsync(HttpResponseMessage answer, params int[] expected)
    {
        var status = (int)answer.StatusCode;
        var text = await answer.Content.ReadAsByteArrayAsync();
        Assert.True(expected.Contains(status), $"{status} {System.Text.Encoding.UTF8.GetString(text)}");
        var jsonLength = answer.Headers.TryGetValues(HeaderName, out var values) || answer.Content.Headers.TryGetValues(HeaderName, out values)
            ? int.Parse(values.Single(), System.Globalization.CultureInfo.InvariantCulture)
            : text.Length;
        var json = JsonSerializer.Deserialize<JsonElement>(text.AsSpan(0, jsonLength));
        if (status != 200)
        {
            var property = Assert.Single(json.EnumerateObject());
            Assert.Equal("error", property.Name);
            var line = property.Value.GetString()!;
            Assert.InRange(line.Length, 1, LongestLine);
            Assert.DoesNotContain(line, char.IsControl);
        }

        return json;
    }

    public const string HeaderName = "Inference-Header-Content-Length";
}
