using ScaleNet.Architecture.Specs;

namespace ScaleNet.Cli.Steps;

/// <summary>The residual network that a ScaleNet is compared with.</summary>
internal static class SeedBaseline
{
    /// <summary>The ResNet with the stages of a seed: its depth, planes, stem, images and classes.</summary>
    public static ResNetSpec Of(ScaleNetSpec seed) => new()
    {
        Name = "the ResNet of the seed's depth",
        Stem = seed.Stem,
        StemChannels = seed.StemChannels,
        InputChannels = seed.InputChannels,
        Resolution = seed.Resolution,
        Classes = seed.Classes,
        Stages = [.. seed.Stages.Select(stage => new ResNetStage(stage.Planes, stage.Blocks.Length))],
    };
}
