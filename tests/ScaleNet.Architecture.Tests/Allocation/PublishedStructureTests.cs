using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Tests.Allocation;

/// <summary>The published structures keep the allocator's rule: one ratio, k = ceil(ratio * planes).</summary>
public sealed class PublishedStructureTests
{
    // The ratio is the upper end of the range that fits all four stages: k / planes of the stage that binds.
    [Theory]
    [InlineData("scalenet50_light", 1.0, 64, 128, 256, 512)]
    [InlineData("scalenet50", 697 / 512.0, 88, 175, 349, 697)]
    [InlineData("scalenet101", 682 / 512.0, 86, 171, 341, 682)]
    [InlineData("scalenet152", 715 / 512.0, 90, 179, 358, 715)]
    public void One_ratio_gives_the_total_of_every_block(string id, double ratio, params int[] totals)
    {
        var spec = StructureFile.Read(FixtureFile.Read("structures", $"{id}.json"), id, new StructureOptions());

        Assert.Equal(
            totals.Select(total => new[] { total }),
            spec.Stages.Select(stage => stage.Blocks.Select(block => block.Sum()).Distinct().ToArray()));
        Assert.Equal(
            totals,
            spec.Stages.Select(stage => KeptChannels.Of(stage, [.. Enumerable.Repeat(stage.Planes, 4)], ratio)));
    }
}
