using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ScaleNet.Serving.Protocol;

namespace ScaleNet.Serving.Http;

/// <summary>Describes the bodies of requests, and of answers that are more or other than JSON.</summary>
/// <remarks>The framework's own description of a body would also refuse every other content type, which the protocol does not.</remarks>
internal static class BodyDescriptions
{
    private const string Octets = "application/octet-stream";
    private const string Form = "multipart/form-data";

    private static readonly string[] Pictures = ["image/jpeg", "image/png", "image/webp", Octets];

    /// <summary>JSON, or JSON with bytes behind it, both ways.</summary>
    public static async Task DescribeInference(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        var request = await context.GetOrCreateSchemaAsync(typeof(InferenceDocument), parameterDescription: null, stop);
        operation.RequestBody = Body((JsonAnswers.ContentType, request), (Octets, Binary()));
        Answer(operation)[Octets] = new OpenApiMediaType { Schema = Binary() };
    }

    /// <summary>The file of a picture, or a form with it.</summary>
    public static Task DescribePicture(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        var form = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema> { ["image"] = Binary() },
        };
        operation.RequestBody = Body([.. Pictures.Select(type => (type, Binary())), (Form, form)]);
        return Task.CompletedTask;
    }

    /// <summary>An answer of plain bytes, which the framework takes for text in base 64.</summary>
    public static Task DescribeBytes(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        foreach (var content in Answer(operation).Values)
        {
            content.Schema = Binary();
        }

        return Task.CompletedTask;
    }

    private static IDictionary<string, OpenApiMediaType> Answer(OpenApiOperation operation) => operation.Responses!["200"].Content!;

    private static OpenApiSchema Binary() => new() { Type = JsonSchemaType.String, Format = "binary" };

    private static OpenApiRequestBody Body(params (string Type, OpenApiSchema Schema)[] contents) => new()
    {
        Required = true,
        Content = contents.ToDictionary(content => content.Type, content => new OpenApiMediaType { Schema = content.Schema }),
    };
}
