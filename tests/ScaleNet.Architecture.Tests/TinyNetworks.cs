using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Tests;

/// <summary>Networks that are small enough to count by hand.</summary>
internal static class TinyNetworks
{
    /// <summary>All four stages and all four published scales, one block a stage.</summary>
    public static ScaleNetSpec OneBlockPerStage { get; } = new()
    {
        Name = "one block a stage",
        StemChannels = 8,
        Resolution = 224,
        Classes = 10,
        Scales = ScaleSets.Published,
        Stages =
        [
            new ScaleNetStage(8, [[4, 3, 2, 1]]),
            new ScaleNetStage(16, [[8, 6, 4, 2]]),
            new ScaleNetStage(32, [[16, 12, 8, 4]]),
            new ScaleNetStage(64, [[32, 24, 16, 8]]),
        ],
    };

    /// <summary>Two blocks of two scales on a map of 4x4; a and b are the channels of scale 1 and scale 2.</summary>
    /// <remarks>
    /// <code>
    /// image 1x4x4                                            MACs                params
    ///   conv1 3x3, 1 to 2 channels, bn, relu                 16*2*1*9 =  288     18 + 4
    ///   layer1.0: conv1 1x1, 2 to 2, bn                      16*2*2   =   64      4 + 4
    ///             conv2.0 3x3, 2 to a, bn                    16*a*2*9 = 288a     18a + 2a
    ///             conv2.1 pool 2, 3x3, 2 to b, resize, bn     4*b*2*9 =  72b     18b + 2b
    ///             conv3 1x1, a+b to 8, bn                    16*8(a+b)           8(a+b) + 16
    ///             downsample 1x1, 2 to 8, bn                 16*8*2   =  256     16 + 16
    ///   layer1.1: conv1 1x1, 8 to 2, bn                      16*2*8   =  256     16 + 4
    ///             conv2.0, conv2.1, conv3 as above
    ///   fc 8 to 2                                            8*2      =   16     16 + 2
    /// sum, with a and b over both blocks:      880 + 416a + 200b                 132 + 28(a+b)
    /// </code>
    /// </remarks>
    public static ScaleNetSpec TwoBlocks { get; } = new()
    {
        Name = "two blocks",
        Stem = StemKind.Small,
        StemChannels = 2,
        InputChannels = 1,
        Resolution = 4,
        Classes = 2,
        Scales = [1, 2],
        Stages = [new ScaleNetStage(2, [[2, 2], [2, 2]])],
    };

    /// <summary>Two blocks of two layers on maps of 8x8 and 4x4 for images of 32x32.</summary>
    public static DenseNetSpec DenseNet { get; } = new()
    {
        Name = "tiny DenseNet",
        Resolution = 32,
        Classes = 2,
        StemChannels = 4,
        GrowthRate = 2,
        BottleneckFactor = 2,
        Blocks = [2, 2],
    };

    /// <summary>A module a stage, with the paper's large kernels and with dropout.</summary>
    public static GoogLeNetSpec GoogLeNet { get; } = new()
    {
        Name = "tiny GoogLeNet",
        Resolution = 64,
        Classes = 2,
        StemChannels = [2, 3, 4],
        LargeKernel = 5,
        Dropout = 0.5,
        Stages = [[new InceptionModule(1, 2, 3, 4, 5, 6)], [new InceptionModule(6, 5, 4, 3, 2, 1)]],
    };

    /// <summary>Two stages of one block; the second squeezes 32 channels.</summary>
    public static SeResNetSpec SeResNet { get; } = new()
    {
        Name = "tiny SE-ResNet",
        StemChannels = 4,
        Resolution = 32,
        Classes = 2,
        Stages = [new ResNetStage(4, 1), new ResNetStage(8, 1)],
    };

    /// <summary>Two stages of one block; two groups of three channels, then of six.</summary>
    public static ResNeXtSpec ResNeXt { get; } = new()
    {
        Name = "tiny ResNeXt",
        StemChannels = 4,
        Resolution = 32,
        Classes = 2,
        Cardinality = 2,
        GroupWidth = 3,
        Stages = [new ResNetStage(4, 1), new ResNetStage(8, 1)],
    };
}
