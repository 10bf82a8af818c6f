using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using ScaleNet.Serving.Http;

namespace ScaleNet.Serving.Pictures;

/// <summary>Takes the picture out of a request: its body is the file, or a form in which the first file is.</summary>
internal static class ImageUpload
{
    private const string Form = "multipart/form-data";
    private const string Bytes = "application/octet-stream";
    private const string AnyImage = "image/";

    /// <summary>Looks whether a body can have a picture in it.</summary>
    /// <exception cref="RequestProblem">It is of another kind.</exception>
    public static void CheckType(HttpRequest request)
    {
        var name = TypeOf(request)?.MediaType.Value ?? "";
        if (!Is(name, Form) && !Is(name, Bytes) && !name.StartsWith(AnyImage, StringComparison.OrdinalIgnoreCase))
        {
            throw RequestProblem.WrongKind(
                $"got the content type '{request.ContentType}', expected {AnyImage}jpeg, png or webp, {Bytes} or {Form}");
        }
    }

    /// <summary>The content of the file.</summary>
    /// <param name="request">The request, of a checked type.</param>
    /// <param name="body">Its body.</param>
    /// <exception cref="RequestProblem">There is no picture.</exception>
    public static async Task<ReadOnlyMemory<byte>> FindAsync(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var type = TypeOf(request)!;
        var picture = Is(type.MediaType.Value, Form) ? await FirstFileAsync(body, type) : body;
        return picture.Length > 0 ? picture : throw RequestProblem.Bad("the picture is empty, expected a file (PNG, JPEG, WebP, BMP or GIF)");
    }

    private static MediaTypeHeaderValue? TypeOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type : null;

    private static bool Is(string? name, string type) => type.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static async Task<ReadOnlyMemory<byte>> FirstFileAsync(ReadOnlyMemory<byte> body, MediaTypeHeaderValue type)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary))
        {
            throw RequestProblem.Bad("the form has no boundary in its content type");
        }

        try
        {
            using var stream = BodyStream.Over(body);
            var parts = new MultipartReader(boundary, stream);
            while (await parts.ReadNextSectionAsync() is { } part)
            {
                if (part.GetContentDispositionHeader()?.IsFileDisposition() == true)
                {
                    using var file = new MemoryStream();
                    await part.Body.CopyToAsync(file);
                    return file.GetBuffer().AsMemory(0, (int)file.Length);
                }
            }
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException)
        {
            throw RequestProblem.Bad($"the form is damaged or cut short ({problem.Message})", problem);
        }

        throw RequestProblem.Bad("the form has no file, expected a picture in it");
    }
}
