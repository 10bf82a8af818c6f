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

    /// <summary>The content of the file.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">Most bytes of its body.</param>
    /// <exception cref="RequestProblem">There is no picture, or too long a body.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, long limit)
    {
        _ = MediaTypeHeaderValue.TryParse(request.ContentType, out var type);
        var name = type?.MediaType.Value ?? "";
        var isForm = name.Equals(Form, StringComparison.OrdinalIgnoreCase);
        if (!isForm && !name.Equals(Bytes, StringComparison.OrdinalIgnoreCase) && !name.StartsWith(AnyImage, StringComparison.OrdinalIgnoreCase))
        {
            throw RequestProblem.WrongKind(
                $"got the content type '{request.ContentType}', expected {AnyImage}jpeg, png or webp, {Bytes} or {Form}");
        }

        var body = await RequestBody.ReadAsync(request, limit);
        var picture = isForm ? await FirstFileAsync(body, type!, limit) : body;
        return picture.Length > 0 ? picture : throw RequestProblem.Bad("the picture is empty, expected a file (PNG, JPEG, WebP, BMP or GIF)");
    }

    private static async Task<ReadOnlyMemory<byte>> FirstFileAsync(ReadOnlyMemory<byte> body, MediaTypeHeaderValue type, long limit)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary))
        {
            throw RequestProblem.Bad("the form has no boundary in its content type");
        }

        try
        {
            using var stream = new MemoryStream(body.ToArray());
            var parts = new MultipartReader(boundary, stream);
            while (await parts.ReadNextSectionAsync() is { } part)
            {
                if (part.GetContentDispositionHeader()?.IsFileDisposition() == true)
                {
                    return await RequestBody.ReadAsync(part.Body, length: null, limit, CancellationToken.None);
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
