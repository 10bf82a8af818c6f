using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ScaleNet.Serving.Http;

/// <summary>What the description of the interface says of all addresses alike.</summary>
internal static class Description
{
    private const string Bearer = "bearer";
    private const string KeyHeader = "key";

    /// <summary>Makes a description that of a server.</summary>
    public static void Configure(OpenApiOptions description, ServerOptions options)
    {
        description.AddSchemaTransformer(LeaveOutWhatMayBeNull);
        description.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "ScaleNet";
            document.Info.Version = options.Version;
            document.Servers?.Clear();
            if (options.ApiKey is not null)
            {
                document.Components!.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
                {
                    [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" },
                    [KeyHeader] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = Headers.ApiKey },
                };
            }

            return Task.CompletedTask;
        });
        if (options.ApiKey is not null)
        {
            description.AddOperationTransformer(DescribeKey);
        }
    }

    // Answers leave out what is null, and requests may: the framework takes every parameter of a constructor for required.
    private static Task LeaveOutWhatMayBeNull(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken stop)
    {
        foreach (var property in context.JsonTypeInfo.Properties.Where(property => property.IsGetNullable))
        {
            schema.Required?.Remove(property.Name);
        }

        return Task.CompletedTask;
    }

    private static Task DescribeKey(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        if (!ApiKey.Guards($"/{context.Description.RelativePath}"))
        {
            return Task.CompletedTask;
        }

        operation.Security = // either of them
        [
            new() { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] },
            new() { [new OpenApiSecuritySchemeReference(KeyHeader, context.Document)] = [] },
        ];
        operation.Responses!["401"] = new OpenApiResponse
        {
            Description = "Unauthorized",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [JsonAnswers.ContentType] = new() { Schema = new OpenApiSchemaReference(nameof(ErrorAnswer), context.Document) },
            },
        };
        return Task.CompletedTask;
    }
}
