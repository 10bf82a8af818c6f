using System.CommandLine;
using ScaleNet.Cli.CommandLine;

namespace ScaleNet.Cli.RecipeOptions;

/// <summary>Options whose value is a number within limits.</summary>
internal static class NumberOptions
{
    /// <summary>A number of at least 0.</summary>
    public static Option<double> NotNegative(string name, string description) =>
        Create(name, value => value >= 0, "a finite number of at least 0", description);

    /// <summary>A number above 0.</summary>
    public static Option<double> Positive(string name, string description) =>
        Create(name, value => value > 0, "a finite number above 0", description);

    /// <summary>A share from 0 to 1.</summary>
    public static Option<double> Share(string name, string description) =>
        Create(name, value => value is >= 0 and <= 1, "a number from 0 to 1", description);

    /// <summary>A share from 0 to below 1.</summary>
    public static Option<double> Below1(string name, string description) =>
        Create(name, value => value is >= 0 and < 1, "a number from 0 to below 1", description);

    private static Option<double> Create(string name, Func<double, bool> isIn, string expected, string description) =>
        new(name) { Description = description, HelpName = "X", CustomParser = Values.Number(isIn, expected) };
}
