using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Specs;

/// <summary>The fields that Big-Little nets, octave ResNets and MixNets have of their own.</summary>
public sealed class FamilyValidationTests
{
    private static readonly BigLittleSpec BigLittle = (BigLittleSpec)Catalog.Get("blresnet20_small").Spec;
    private static readonly OctaveSpec Octave = (OctaveSpec)Catalog.Get("oct_resnet20_small").Spec;
    private static readonly MixNetSpec MixNet = (MixNetSpec)Catalog.Get("mixnet_s").Spec;

    [Fact]
    public void A_Big_Little_net_needs_a_module_of_two_blocks_and_channels_to_divide()
    {
        Assert.Equal("net: $.alpha: got 17, expected 1 to 16.", Refusal(BigLittle with { Alpha = 17 }));
        Assert.Equal("net: $.alpha: got 0, expected 1 to 16.", Refusal(BigLittle with { Alpha = 0 }));
        Assert.Equal("net: $.beta: got 0, expected 1 to 512.", Refusal(BigLittle with { Beta = 0 }));
        Assert.Equal(
            "net: $.stages: got 1, expected 2 to 6.", Refusal(BigLittle with { Stages = [new(16, 2)] }));
        Assert.Equal(
            "net: $.stages[0].blocks: got 1, expected 2 or more: a module has a big and a joint block.",
            Refusal(BigLittle with { Stages = [new(16, 1), new(32, 1)] }));
    }

    [Theory]
    [InlineData(-0.1, "-0.1")]
    [InlineData(1, "1")]
    [InlineData(double.NaN, "NaN")]
    public void The_low_share_is_at_least_0_and_less_than_1(double alpha, string text)
    {
        Assert.Equal(
            $"net: $.alpha: got {text}, expected 0 or more and less than 1.", Refusal(Octave with { Alpha = alpha }));
    }

    [Fact]
    public void Every_field_of_a_MixNets_row_has_its_range()
    {
        var row = new MixNetRow([3, 4, 33], 0, 3, 33, 0, 0, 1.5, (ActivationKind)7, 0);

        Assert.Equal(
            string.Join("; ", [
                "net: $.headChannels: got 0, expected 1 to 65536",
                "$.stages[0].rows[0].repeats: got 0, expected 1 to 512",
                "$.stages[0].rows[0].stride: got 3, expected 1 to 2",
                "$.stages[0].rows[0].channels: got 0, expected 1 to 65536",
                "$.stages[0].rows[0].expand: got 33, expected 1 to 32",
                "$.stages[0].rows[0].kernels[1]: got 4, expected an odd number from 1 to 31",
                "$.stages[0].rows[0].kernels[2]: got 33, expected an odd number from 1 to 31",
                "$.stages[0].rows[0].activation: got 7, expected Relu or Swish",
                "$.stages[0].rows[0].expandGroups: got 0, expected 1 to 16",
                "$.stages[0].rows[0].projectGroups: got 0, expected 1 to 1",
                "$.stages[0].rows[0].squeeze: got 1.5, expected 0 to 1.",
            ]),
            Refusal(MixNet with { HeadChannels = 0, Stages = [new([row])] }));
    }

    [Fact]
    public void Every_part_of_a_split_needs_a_channel()
    {
        Assert.Equal(
            "net: $.stages[0].rows[0].kernels: 3 kernels for 2 channels.",
            Refusal(MixNet with { StemChannels = 2, Stages = [new([new([3, 5, 7], 8)])] }));
        Assert.Equal(
            "net: $.stages[0].rows[0].expandGroups: got 2, expected 1 to 1.",
            Refusal(MixNet with { Stages = [new([new([3], 8, ExpandGroups: 2)])] }));
        Assert.Equal(
            "net: $.stages[0].rows[0].squeeze: got 0.25, which leaves no channel of 2.",
            Refusal(MixNet with { StemChannels = 2, Stages = [new([new([3], 8, Squeeze: 0.25)])] }));
        Assert.Equal("net: $.stages[0].rows[0].kernels: got 0, expected 1 to 8.", Refusal(MixNet with { Stages = [new([new([], 8)])] }));
        Assert.Equal("net: $.stages[0].rows: got 0, expected 1 to 512.", Refusal(MixNet with { Stages = [new([])] }));
        Assert.Equal("net: $.stages: got 0, expected 1 to 16.", Refusal(MixNet with { Stages = [] }));
    }

    // The rows that follow read the last block's channels.
    [Fact]
    public void A_row_is_checked_against_the_row_before_it()
    {
        Assert.Equal(
            "net: $.stages[1].rows[0].kernels: 3 kernels for 2 channels.",
            Refusal(MixNet with { Stages = [new([new([3], 2)]), new([new([3, 5, 7], 8)])] }));
    }

    private static string Refusal(NetworkSpec spec) =>
        Assert.Throws<SpecException>(() => SpecValidator.Require(spec, "net")).Message;
}
