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

    // The references state these parameters exactly, the MACs to a million.
    [Theory]
    [InlineData("seresnet50", 28_088_024, "4.092")]
    [InlineData("seresnet101", 49_326_872, "7.806")]
    [InlineData("seresnet152", 66_821_848, "11.520")]
    [InlineData("legacy_seresnet50", 28_088_024, "3.860")]
    [InlineData("resnext50_32x4d", 25_028_904, "4.230")]
    [InlineData("resnext101_32x4d", 44_177_704, "7.970")]
    [InlineData("resnext101_32x8d", 88_791_336, "16.414")]
    [InlineData("densenet121", 7_978_856, "2.834")]
    [InlineData("densenet169", 14_149_480, "3.360")]
    [InlineData("densenet201", 20_013_928, "4.291")]
    [InlineData("densenet161", 28_681_000, "7.728")]
    [InlineData("googlenet", 6_624_904, "1.498")]
    [InlineData("googlenet_5x5", 7_005_832, "1.583")]
    public void The_compared_networks_have_their_published_size(string id, long parameters, string gigaMacs)
    {
        var cost = CostModel.Measure(Catalog.Get(id).Spec.Lower(), 224, 224);

        Assert.Equal(parameters, cost.Parameters);
        Assert.Equal(gigaMacs, Giga(cost.Macs));
    }

    // A stride on the first convolution shrinks the map before the 3x3 one and moves no weight; the gates cost the same.
    [Theory]
    [InlineData("legacy_seresnet101", "seresnet101", 7_570, 7_801)]
    [InlineData("legacy_seresnet152", "seresnet152", 11_282, 11_514)]
    public void The_Caffe_layout_differs_in_MACs_only_as_that_of_ResNet_does(
        string caffe, string modern, int caffeResNetMegaMacs, int resNetMegaMacs)
    {
        var (first, second) = (Cost(caffe), Cost(modern));

        Assert.Equal(second.Parameters, first.Parameters);
        Assert.Equal(resNetMegaMacs - caffeResNetMegaMacs, (second.Macs - first.Macs) / 1e6, 1.0);
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

    private static CostReport Cost(string id) => CostModel.Measure(Catalog.Get(id).Spec.Lower(), 224, 224);

    private static string Giga(long macs) => FormattableString.Invariant($"{macs / 1e9:F3}");
}
