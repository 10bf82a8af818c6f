using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ScaleNet.Serving.Http;

/// <summary>Reads what stands behind the question mark of an address.</summary>
internal static class QueryText
{
    private const NumberStyles Decimal = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Says of which kind the values are: they come as text, so that what is wrong with one is said in our words.</summary>
    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        foreach (var parameter in operation.Parameters!.OfType<OpenApiParameter>())
        {
            parameter.Schema = parameter.Name switch
            {
                "top" => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "1" },
                "threshold" => new OpenApiSchema { Type = JsonSchemaType.Number, Minimum = "0", Maximum = "1" },
                "invert" => new OpenApiSchema { Type = JsonSchemaType.Boolean },
                _ => parameter.Schema,
            };
        }

        return Task.CompletedTask;
    }

    /// <summary>How many.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="text">What the client wrote; null for nothing.</param>
    /// <param name="usual">What is taken then.</param>
    /// <exception cref="RequestProblem">It is no whole number from 1 up.</exception>
    public static int Count(string name, string? text, int usual) => text switch
    {
        null => usual,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 => value,
        _ => throw RequestProblem.Bad($"{name}: got '{text}', expected a whole number from 1 up"),
    };

    /// <summary>A part of one.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="text">What the client wrote; null for nothing.</param>
    /// <param name="usual">What is taken then.</param>
    /// <exception cref="RequestProblem">It is no number from 0 to 1.</exception>
    public static double Share(string name, string? text, double usual) => text switch
    {
        null => usual,
        _ when double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1 => value,
        _ => throw RequestProblem.Bad($"{name}: got '{text}', expected a number from 0 to 1"),
    };

    /// <summary>Whether something is wanted; it is not where the client wrote nothing.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="text">What the client wrote; null for nothing.</param>
    /// <exception cref="RequestProblem">It is neither true nor false.</exception>
    public static bool Truth(string name, string? text) => text switch
    {
        null => false,
        _ when bool.TryParse(text, out var value) => value,
        _ => throw RequestProblem.Bad($"{name}: got '{text}', expected true or false"),
    };
}
