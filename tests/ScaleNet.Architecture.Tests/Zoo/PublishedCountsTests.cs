using System.Text.RegularExpressions;
using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Zoo;

/// <summary>Totals counted from the reference implementations, as literals.</summary>
public sealed class PublishedCountsTests
{
    [Theory]
    [InlineData("scalenet50_light", 23_631_912, 2_861_475_840)]
    [InlineData("scalenet50", 31_483_618, 3_818_372_352)]
    [InlineData("scalenet101", 54_792_390, 7_511_097_600)]
    [InlineData("scalenet152", 77_220_070, 11_211_951_616)]
    [InlineData("resnet50", 25_557_032, 4_089_184_256)]
    // One more block costs 218,365,952 in any stage: 14 * 14 * (2 * 1024 * 256 + 9 * 256 * 256). ResNet-101 has 17 more
    // than ResNet-50, ResNet-152 has 34.
    [InlineData("resnet101", 44_549_160, 7_801_405_440)]
    [InlineData("resnet152", 60_192_808, 11_513_626_624)]
    public void Parameters_and_MACs_are_exact(string id, long parameters, long macs)
    {
        var cost = CostModel.Measure(Catalog.Get(id).Spec.Lower(), 224, 224);

        Assert.Equal(parameters, cost.Parameters);
        Assert.Equal(macs, cost.Macs);
    }

    // As printed with the results; the exact counts of one network a family are in the reference files.
    [Theory]
    [InlineData("blresnet50", 26_694_568, "2.856")]
    [InlineData("blresnet101", 41_851_560, "3.893")]
    [InlineData("blresnet152", 57_359_016, "5.040")]
    [InlineData("oct_resnet50", 25_557_032, "2.367")]
    [InlineData("oct_resnet101", 44_549_160, "3.991")]
    [InlineData("oct_resnet152", 60_192_808, "5.615")]
    [InlineData("mixnet_s", 4_134_606, "0.239")]
    [InlineData("mixnet_m", 5_014_382, "0.339")]
    [InlineData("mixnet_l", 7_329_252, "0.555")]
    public void Parameters_are_exact_and_MACs_to_the_printed_digits(string id, long parameters, string gigaMacs)
    {
        var cost = CostModel.Measure(Catalog.Get(id).Spec.Lower(), 224, 224);

        Assert.Equal(parameters, cost.Parameters);
        Assert.Equal(gigaMacs, Giga(cost.Macs));
    }

    [Theory]
    [InlineData(224, "3.818")]
    [InlineData(256, "5.018")]
    [InlineData(288, "6.321")]
    public void ScaleNet_50_costs_more_on_larger_images(int side, string gigaMacs)
    {
        Assert.Equal(gigaMacs, Giga(CostModel.Measure(Catalog.Get("scalenet50").Spec.Lower(), side, side).Macs));
    }

    [Theory]
    [InlineData(@"^conv1$", "0.118")]
    [InlineData(@"\.downsample\.0$", "0.360")]
    [InlineData(@"\.conv1$", "0.706")]
    [InlineData(@"\.conv2\.\d$", "1.509")]
    [InlineData(@"\.conv3$", "1.123")]
    [InlineData(@"^fc$", "0.002")]
    public void The_MACs_of_ScaleNet_50_split_over_its_layers(string paths, string gigaMacs)
    {
        var cost = CostModel.Measure(Catalog.Get("scalenet50").Spec.Lower(), 224, 224);

        var macs = cost.Nodes
            .Where(node => Regex.IsMatch(node.Node.Path, paths))
            .Sum(node => node.Macs);

        Assert.Equal(gigaMacs, Giga(macs));
    }

    private static string Giga(long macs) => FormattableString.Invariant($"{macs / 1e9:F3}");
}
