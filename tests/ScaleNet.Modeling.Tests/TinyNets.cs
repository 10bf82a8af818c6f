using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Modeling.Execution;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests;

/// <summary>Networks that run in milliseconds and have every kind of branch.</summary>
internal static class TinyNets
{
    // At 28 pixels: stages of 28, 14, 7; scale 4 is bilinear on the second (3 to 14), scale 2 on the third (3 to 7).
    public static ScaleNetSpec ScaleNet { get; } = new()
    {
        Name = "tiny",
        Stem = StemKind.Small,
        StemChannels = 4,
        InputChannels = 1,
        Resolution = 28,
        Classes = 5,
        Scales = ScaleSets.Published,
        Stages =
        [
            new ScaleNetStage(4, [[3, 2, 1, 1]]),
            new ScaleNetStage(6, [[2, 0, 3, 1], [4, 2, 0, 0]]),
            new ScaleNetStage(8, [[2, 2, 2, 2]]),
        ],
    };

    public static DenseNetSpec DenseNet { get; } = new()
    {
        Name = "tiny DenseNet",
        InputChannels = 1,
        Resolution = 28,
        Classes = 5,
        StemChannels = 4,
        GrowthRate = 3,
        Blocks = [3, 2],
    };

    public static GoogLeNetSpec GoogLeNet { get; } = new()
    {
        Name = "tiny GoogLeNet",
        InputChannels = 1,
        Resolution = 28,
        Classes = 5,
        StemChannels = [4, 3, 5],
        LargeKernel = 5,
        Dropout = 0.5,
        Stages = [[new InceptionModule(4, 2, 3, 2, 5, 3)], [new InceptionModule(6, 5, 4, 3, 2, 7)]],
    };

    /// <summary>One network of every family that the ScaleNets are compared with, by name.</summary>
    public static NetworkSpec Family(string name) => name switch
    {
        "densenet" => DenseNet,
        "googlenet" => GoogLeNet,
        _ => Catalog.Get($"{name}11_small").Spec with { Classes = 5 },
    };

    public static GraphModule Module(ExecutionOptions? options = null, ScalarType type = ScalarType.Float32)
    {
        var module = new GraphModule(ScaleNet.Lower(), options, type);
        ModuleState.Initialize(module, seed: 1);
        return module;
    }

    /// <summary>Images with the same values at every call; the caller owns them.</summary>
    public static Tensor Images(int count, ScalarType type = ScalarType.Float32)
    {
        using var generator = new Generator(7);
        using var values = randn([count, 1, 28, 28], generator: generator);
        return values.to(type, copy: true);
    }
}
