using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Tests.Allocation;

/// <summary>One structure of a policy.</summary>
internal static class PolicyExtensions
{
    public static ScaleNetSpec StructureAt(this IAllocationPolicy policy, ScaleNetSpec seed, ChannelScores? scores, double ratio) =>
        policy.Ladder(seed, scores, MacsCost.Instance).At(ratio);
}
