using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.RecipeOptions;

namespace ScaleNet.Cli.Commands;

/// <summary>The options that say how channels are chosen.</summary>
internal sealed class PolicyOptions
{
    private readonly Option<string> _policy = new("--policy")
    {
        Description = "per-block (the paper's: the highest scores of each block), global (of the whole network), per-cost (score per cost, in "
            + "each block), morphnet (what a regularised seed kept alive, widened); controls that learn nothing: even, random",
        HelpName = string.Join('|', AllocationPolicies.All.Select(policy => policy.Name)),
        DefaultValueFactory = _ => AllocationPolicies.All[0].Name,
    };

    private readonly Option<int> _draw = SharedOptions.Integer("--draw", 0, "random: which of the random splits (default: 0)");

    private readonly Option<double> _threshold = NumberOptions.NotNegative(
        "--threshold", FormattableString.Invariant($"morphnet: a channel with a score above it is alive (default: {MorphNetPolicy.DefaultThreshold})"));

    public void AddTo(Command command) => command.AddAll(_policy, _draw, _threshold);

    /// <exception cref="SpecException">No such policy, or a setting that it does not have.</exception>
    public IAllocationPolicy Bind(ParseResult parsed)
    {
        var policy = AllocationPolicies.Get(parsed.GetRequiredValue(_policy));
        RequireUse(parsed, _draw, policy is RandomPolicy, "random");
        RequireUse(parsed, _threshold, policy is MorphNetPolicy, "morphnet");
        return AllocationPolicies.Get(policy.Name, parsed.Given(_draw), parsed.Given(_threshold));
    }

    private static void RequireUse(ParseResult parsed, Option option, bool isUsed, string owner)
    {
        if (parsed.IsGiven(option) && !isUsed)
        {
            throw new SpecException($"{option.Name}: belongs to --policy {owner}. Leave it out, or choose that.");
        }
    }
}
