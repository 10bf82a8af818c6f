using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using ScaleNet.Serving.Http;

namespace ScaleNet.Serving.Page;

/// <summary>The page at the root, with its style and script, and the pictures to try.</summary>
internal sealed class PageEndpoints(Examples examples)
{
    private const string Folder = "page/";

    /// <summary>Sends a file of the page.</summary>
    public static async Task FileAsync(HttpContext context, string name, string contentType)
    {
        await using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream(Folder + name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {Folder}{name}.");
        context.Response.ContentType = contentType;
        context.Response.ContentLength = file.Length;
        context.Response.Headers.CacheControl = "no-cache"; // a newer server has a newer page
        await file.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    /// <summary>Pictures to try.</summary>
    public Task ListAsync(HttpContext context) => JsonAnswers.WriteAsync(context, examples.All.Select((example, index) => new ExampleAnswer(
        example.Name, string.Create(CultureInfo.InvariantCulture, $"v1/examples/{index}.png"), CatalogEndpoints.Word(example.Kind))).ToArray());

    /// <summary>A picture to try.</summary>
    public async Task ExampleAsync(HttpContext context, string number)
    {
        var isNumber = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index);
        if (!isNumber || index >= examples.All.Count)
        {
            throw RequestProblem.NotFound($"example '{number}': not there. Take one of v1/examples.");
        }

        context.Response.ContentType = "image/png";
        await context.Response.Body.WriteAsync(examples.All[index].Png, context.RequestAborted);
    }
}
