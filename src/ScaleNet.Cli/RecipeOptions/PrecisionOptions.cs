using System.CommandLine;
using System.CommandLine.Parsing;
using ScaleNet.Architecture;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Modeling.Execution;
using ScaleNet.Training.Recipes;

namespace ScaleNet.Cli.RecipeOptions;

/// <summary>In which numbers the maps are computed.</summary>
internal sealed class PrecisionOptions : IRecipeOptions
{
    private const string Brain = "bfloat16";
    private const string Half = "float16";

    private readonly Option<ComputePrecision> _precision = new("--precision")
    {
        Description = "numbers of the maps, instead of the recipe's; weights are always float32",
        HelpName = "full|bf16",
        CustomParser = result => Values.Word(
            result, ("full", ComputePrecision.Full), ("bf16", ComputePrecision.BFloat16), ("float32", ComputePrecision.Full),
            (Brain, ComputePrecision.BFloat16)),
    };

    private readonly Option<bool> _mixed = new("--amp") { Description = $"the same as --precision bf16; timm's would be {Half}" };

    private readonly Option<string> _type = new("--amp-dtype")
    {
        Description = $"numbers of --amp; {Half} is not offered",
        HelpName = Brain,
        CustomParser = ParseType,
    };

    public IReadOnlyList<Option> All => [_precision, _mixed, _type];

    public TrainingRecipe Apply(ParseResult parsed, TrainingRecipe recipe)
    {
        var given = parsed.Given(_precision);
        if (parsed.IsGiven(_type) && !parsed.GetValue(_mixed))
        {
            throw new SpecException("--amp-dtype: says in which numbers --amp computes, which is not given. Give it too, or leave both out.");
        }

        return (parsed.Given(_mixed), given) switch
        {
            (true, ComputePrecision.Full) => throw new SpecException("--amp: got --precision full too, expected one of them. Leave one out."),
            (true, _) => recipe with { Precision = ComputePrecision.BFloat16 },
            (false, null) => recipe with { Precision = ComputePrecision.Full },
            _ => recipe with { Precision = given ?? recipe.Precision },
        };
    }

    private static string ParseType(ArgumentResult result)
    {
        var word = result.Tokens[0].Value;
        if (word == Half)
        {
            result.AddError(
                $"--amp-dtype: got '{Half}', whose small range needs scaled losses, which this program does not have. Use {Brain}, which does not.");
        }
        else if (word != Brain)
        {
            result.AddError($"--amp-dtype: got '{word}', expected {Brain}.");
        }

        return word;
    }
}
