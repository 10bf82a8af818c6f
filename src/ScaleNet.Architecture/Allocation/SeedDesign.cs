using System.Collections.Immutable;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>Makes the redundant network from whose training the allocation is learned.</summary>
/// <remarks>
/// Every scale of a block gets the same number of channels C (section 3.2 of the paper, as quoted in issue #4 of the release). C
/// was not published; C = planes is our default, which the released structures of the 50, 101 and 152 networks agree with.
/// </remarks>
public static class SeedDesign
{
    /// <summary>The seed with the stages of a residual network.</summary>
    /// <param name="baseline">Gives stem, stages, planes and classes; its cost is the natural budget.</param>
    /// <param name="scales">Down-sampling factors.</param>
    /// <param name="ratio">C as a multiple of the planes.</param>
    /// <exception cref="SpecException">The scales or the ratio make no network.</exception>
    public static ScaleNetSpec Create(ResNetSpec baseline, ImmutableArray<int> scales, double ratio)
    {
        if (!(ratio > 0) || double.IsInfinity(ratio))
        {
            throw new SpecException(FormattableString.Invariant($"seed ratio: got {ratio}, expected a positive number"));
        }

        var seed = new ScaleNetSpec
        {
            Name = $"seed of {baseline.Name}",
            Stem = baseline.Stem,
            StemChannels = baseline.StemChannels,
            InputChannels = baseline.InputChannels,
            Resolution = baseline.Resolution,
            Classes = baseline.Classes,
            Scales = scales,
            Stages = [.. baseline.Stages.Select(stage => Stage(stage, scales.Length, ratio))],
        };
        SpecValidator.Require(seed, seed.Name);
        return seed;
    }

    private static ScaleNetStage Stage(ResNetStage stage, int scales, double ratio)
    {
        var channels = (int)Math.Clamp(Math.Round(ratio * stage.Planes), 1, SpecValidator.MostChannels);
        var block = Enumerable.Repeat(channels, scales).ToImmutableArray();
        return new ScaleNetStage(stage.Planes, [.. Enumerable.Repeat(block, stage.Blocks)]);
    }
}
