using System.Globalization;

namespace ScaleNet.Serving.Http;

/// <summary>Reads what stands behind the question mark of an address.</summary>
internal static class QueryText
{
    private const NumberStyles Decimal = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

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
