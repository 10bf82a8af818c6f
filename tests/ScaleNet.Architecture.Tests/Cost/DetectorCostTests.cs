using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Tests.Zoo.Detection;

namespace ScaleNet.Architecture.Tests.Cost;

/// <summary>Counts of whole detectors, by hand.</summary>
public sealed class DetectorCostTests
{
    // ResNet-50 without its classifier: 25,557,032 - 2,049,000.
    private const long Backbone = 23_508_032;

    [Fact]
    public void A_pyramid_has_the_parameters_that_the_hand_count_says()
    {
        const long Pyramid = (256L * (256 + 512 + 1024 + 2048)) + (4 * 256) + (4 * ((256 * 256 * 9) + 256));
        const long Proposals = (256 * 256 * 9) + 256 + (15 * 257);
        const long Boxes = (12_544L * 1024) + 1024 + (1024 * 1024) + 1024 + (21 * 5 * 1025);

        var cost = DetectorCost.Measure(Detectors.On("resnet50", DetectorHead.Fpn), 256, 320, regions: 300);

        Assert.Equal(Backbone + Pyramid + Proposals + Boxes, cost.Parameters);
    }

    [Fact]
    public void C4_shares_its_parameters_between_the_map_and_the_regions()
    {
        const long Proposals = (1024 * 1024 * 9) + 1024 + (15 * 5 * 1025);
        const long Boxes = 21 * 5 * 2049;

        var cost = DetectorCost.Measure(Detectors.On("resnet50", DetectorHead.C4), 256, 320, regions: 300);

        Assert.Equal(Backbone + Proposals + Boxes, cost.Parameters);
    }

    [Fact]
    public void The_proposal_head_counts_on_every_level_and_the_box_head_for_every_region()
    {
        const long Pixels = (64 * 80) + (32 * 40) + (16 * 20) + (8 * 10) + (4 * 5);
        const long Region = (12_544 * 1024) + (1024 * 1024) + (1024 * 21 * 5);

        var none = DetectorCost.Measure(Detectors.On("resnet50", DetectorHead.Fpn), 256, 320, regions: 0);
        var some = DetectorCost.Measure(Detectors.On("resnet50", DetectorHead.Fpn), 256, 320, regions: 300);

        Assert.Equal(Pixels * ((256 * 256 * 9) + (256 * 15)), none.ProposalHead.Sum(level => level.Macs));
        Assert.Equal(none.Features.Macs + none.ProposalHead.Sum(level => level.Macs), none.Macs);
        Assert.Equal(none.Macs + (300 * Region), some.Macs);
    }

    [Fact]
    public void The_largest_image_is_that_of_the_sizes_filled_up_and_has_all_regions()
    {
        var spec = Detectors.On("resnet50", DetectorHead.Fpn) with { ShortSide = 200, LongSide = 256, Proposals = new ProposalSpec { Kept = 50 } };

        var cost = DetectorCost.OfLargestImage(spec);

        Assert.Equal((224, 256, 50), (cost.Features.Height, cost.Features.Width, cost.Regions));
        Assert.Equal(DetectorCost.Measure(spec, 224, 256, regions: 50).Macs, cost.Macs);
    }
}
