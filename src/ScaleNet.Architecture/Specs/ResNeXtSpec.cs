using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Specs;

/// <summary>A bottleneck ResNet with grouped 3x3 convolutions (Xie et al. 2017), in torchvision's layout.</summary>
public sealed record ResNeXtSpec : BottleneckSpec
{
    /// <summary>Groups of every 3x3 convolution: the 32 of "32x4d".</summary>
    public required int Cardinality { get; init; }

    /// <summary>Channels of a group in the first stage, the 4 of "32x4d"; in the others they grow with the planes.</summary>
    public required int GroupWidth { get; init; }

    /// <summary>Channels that the 3x3 convolutions of a stage read and write.</summary>
    internal int InnerWidth(ResNetStage stage) => Cardinality * WidthOfGroup(stage);

    internal override Graph Build(GraphBuilder builder) => ResNeXt.Lower(this, builder);

    internal override void Check(SpecProblems problems)
    {
        base.Check(problems);
        problems.RequireWithin("$.cardinality", Cardinality, 1, SpecValidator.MostChannels);
        problems.RequireWithin("$.groupWidth", GroupWidth, 1, SpecValidator.MostChannels);
        if (problems.All.Count > 0)
        {
            return; // the widths below follow from what was just refused
        }

        for (var stage = 0; stage < Stages.Length; stage++)
        {
            var width = (long)Cardinality * GroupWidth * Stages[stage].Planes / Stages[0].Planes;
            if (width > SpecValidator.MostChannels || WidthOfGroup(Stages[stage]) < 1)
            {
                problems.Add(
                    $"$.stages[{stage}].planes",
                    $"makes {width} channels in {Cardinality} groups, expected one a group at least, {SpecValidator.MostChannels} at most");
            }
        }
    }

    private int WidthOfGroup(ResNetStage stage) => (int)((long)GroupWidth * stage.Planes / Stages[0].Planes);
}
