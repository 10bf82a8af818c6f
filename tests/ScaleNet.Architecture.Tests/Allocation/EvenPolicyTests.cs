using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Tests.Allocation;

public sealed class EvenPolicyTests
{
    [Theory]
    [InlineData(0.1, 1, 0, 0)]
    [InlineData(0.5, 1, 1, 0)]
    [InlineData(1.0, 2, 1, 1)]
    [InlineData(1.25, 2, 2, 1)]
    [InlineData(1.5, 2, 2, 2)]
    [InlineData(3, 4, 4, 4)]
    [InlineData(4, 4, 4, 4)]
    public void Channels_are_spread_evenly_and_the_remainder_goes_to_the_finer_scales(double ratio, params int[] expected)
    {
        var seed = TinyNetworks.TwoBlocks with
        {
            Scales = [1, 2, 4],
            Stages = [new ScaleNetStage(4, [[4, 4, 4], [4, 4, 4]])],
        };

        var spec = EvenPolicy.Instance.StructureAt(seed, null, ratio);

        Assert.All(spec.Blocks, block => Assert.Equal(expected, block));
    }
}
