#region guide
using System.Net.Http.Json;
using System.Text.Json;
#endregion

namespace ScaleNet.Guides.Snippets;

/// <summary>The program of <c>docs/guides/serve.md</c>; the regions are compared with it.</summary>
internal static class ServeSnippet
{
    public static async Task RunAsync(Uri server, TextWriter output)
    {
        #region guide
        using var client = new HttpClient { BaseAddress = server };
        using var picture = new ByteArrayContent(await File.ReadAllBytesAsync("shoe.png"));
        picture.Headers.ContentType = new("image/png");
        using var answer = await client.PostAsync("v1/classify?top=3", picture);
        answer.EnsureSuccessStatusCode();
        var found = await answer.Content.ReadFromJsonAsync<JsonElement>();
        foreach (var guess in found.GetProperty("classes").EnumerateArray())
        {
            output.WriteLine($"{guess.GetProperty("name")}: {guess.GetProperty("probability")}");
        }
        #endregion
    }
}
