using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Zoo;

/// <summary>The residual families for images of 28 to 64 pixels: 3x3 stem, no pooling, three stages of bottleneck blocks.</summary>
/// <remarks>
/// Depth counts as in the large networks: 9 n + 2 layers for n blocks a stage (three convolutions each, the stem and the
/// classifier). Stage planes are width, 2 width, 4 width. The method's CIFAR network of three stages is a "ScaleNet-38" (n = 4);
/// its structure was not recovered, so the allocation here is never said to be that one. The SE-ResNets and ResNeXts have the
/// same stages; that and their constants are ours too: the gate squeezes to a 16th in multiples of 8, and "8x4d" at a width of
/// 16 planes is what "32x4d" is at 64, groups of four channels and twice the planes.
/// </remarks>
public static class SmallImageDesigns
{
    private const int StageCount = 3;
    private const int LayersPerBlock = 3;
    private const int LayersOutsideBlocks = 2;
    private const int DefaultWidth = 16;
    private const int DefaultResolution = 28;
    private const int DefaultClasses = 10;
    private const int DefaultCardinality = 8;
    private const int DefaultGroupWidth = 4;

    // As the large networks of the catalogue: half of the channels low; alpha 2 and beta 4.
    private const double LowShare = 0.5;
    private const int LittleReduction = 2;
    private const int LittleShare = 4;

    /// <summary>A bottleneck ResNet for small images.</summary>
    /// <param name="depth">9 n + 2: 11, 20, 29, 38, ...</param>
    /// <param name="width">Planes of the first stage, and the stem's channels.</param>
    /// <param name="resolution">Side of the image in pixels.</param>
    /// <param name="inputChannels">Channels of the image.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="SpecException">No such depth.</exception>
    public static ResNetSpec ResNet(int depth, int width, int resolution, int inputChannels, int classes)
    {
        var blocks = (depth - LayersOutsideBlocks) / (StageCount * LayersPerBlock);
        if (blocks < 1 || (blocks * StageCount * LayersPerBlock) + LayersOutsideBlocks != depth)
        {
            throw new SpecException($"depth: got {depth}, expected 9 n + 2: 11, 20, 29, 38, ...");
        }

        return new ResNetSpec
        {
            Name = $"ResNet-{depth}-small",
            Stem = StemKind.Small,
            StemChannels = width,
            InputChannels = inputChannels,
            Resolution = resolution,
            Classes = classes,
            Stages = [.. Enumerable.Range(0, StageCount).Select(stage => new ResNetStage(width << stage, blocks))],
        };
    }

    /// <summary>A small ResNet with squeeze-and-excitation gates.</summary>
    public static SeResNetSpec Gated(ResNetSpec resNet) => new(resNet) { Name = $"SE-{resNet.Name}" };

    internal static IEnumerable<(string Id, NetworkSpec Spec)> All()
    {
        foreach (var depth in new[] { 11, 20, 29, 38 })
        {
            var resNet = ResNet(depth, DefaultWidth, DefaultResolution, inputChannels: 1, DefaultClasses);
            yield return ($"resnet{depth}_small", resNet);
            yield return ($"seresnet{depth}_small", Gated(resNet));
            yield return ($"resnext{depth}_small", Grouped(resNet, depth));
            yield return ($"oct_resnet{depth}_small", new OctaveSpec(resNet) { Name = $"Oct-{resNet.Name}", Alpha = LowShare });
            if (resNet.Stages[0].Blocks > 1)
            {
                yield return ($"blresnet{depth}_small", LittleBeside(resNet));
            }

            // The even split at the ResNet's neuron count per stage: what one has before anything is learned.
            var seed = SeedDesign.Create(resNet, ScaleSets.Published, ratio: 1);
            var even = EvenPolicy.Instance.Ladder(seed, null, MacsCost.Instance).At(1);
            yield return ($"scalenet{depth}_small", even with { Name = $"ScaleNet-{depth}-small" });
        }
    }

    private static ResNeXtSpec Grouped(ResNetSpec design, int depth) => new(design)
    {
        Name = $"ResNeXt-{depth}-small",
        Cardinality = DefaultCardinality,
        GroupWidth = DefaultGroupWidth,
    };

    private static BigLittleSpec LittleBeside(ResNetSpec design) => new(design)
    {
        Name = $"bL{design.Name}",
        Alpha = LittleReduction,
        Beta = LittleShare,
    };
}
