using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Modeling.Tests.Reference;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ScaleNet.Modeling.Tests;

/// <summary>Big-Little nets, octave ResNets and MixNets on images whose sides do not halve evenly.</summary>
public sealed class FamilyExecutionTests
{
    // Parts of unequal widths, every kind of block, both activations.
    private static readonly MixNetSpec TinyMixNet = new()
    {
        Name = "tiny MixNet",
        StemChannels = 5,
        HeadChannels = 12,
        InputChannels = 1,
        Resolution = 28,
        Classes = 10,
        Stages =
        [
            new([new([3], 5)]),
            new([
                new([3, 5, 7], 7, Stride: 2, Expand: 2, ExpandGroups: 2, ProjectGroups: 3),
                new([5, 3], 7, Expand: 3, Squeeze: 0.5, Activation: ActivationKind.Swish, Repeats: 2),
            ]),
        ],
    };

    public static TheoryData<string, int, int> Sizes => new()
    {
        { "blresnet20_small", 28, 28 },
        { "blresnet20_small", 29, 31 },
        { "oct_resnet20_small", 28, 28 },
        { "oct_resnet20_small", 30, 47 },
        { TinyMixNet.Name, 28, 28 },
        { TinyMixNet.Name, 29, 31 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void The_maps_have_the_inferred_shapes(string name, int height, int width)
    {
        using var module = Filled(name, ScalarType.Float32);
        using var scope = NewDisposeScope();
        using var gradient = no_grad();
        module.eval();
        var names = module.Graph.Outputs.Select(output => output.Name).Where(output => output != Graph.Logits).ToArray();
        var shapes = ShapeInference.Infer(module.Graph, height, width);

        var maps = module.Run(Images(height, width, ScalarType.Float32), names);

        foreach (var (output, map) in names.Zip(maps))
        {
            var shape = shapes[module.Graph.Output(output).Index];
            Assert.Equal([2, shape.Channels, shape.Height, shape.Width], map.shape);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Training_reaches_every_parameter(string name, int height, int width)
    {
        using var module = Filled(name, ScalarType.Float32);
        using var scope = NewDisposeScope();
        module.train();

        F.cross_entropy(module.call(Images(height, width, ScalarType.Float32)), tensor(new long[] { 3, 8 })).backward();

        Assert.All(module.named_parameters(), parameter =>
        {
            Assert.True(parameter.parameter.grad is not null, parameter.name);
            Assert.True(parameter.parameter.grad!.norm().item<float>() > 0, parameter.name);
        });
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Folding_keeps_the_outputs(string name, int height, int width)
    {
        using var module = Filled(name, ScalarType.Float64);
        using var folded = InferenceModule.Create(module);
        using var scope = NewDisposeScope();
        using var gradient = no_grad();
        module.eval();
        var images = Images(height, width, ScalarType.Float64);

        var expected = module.call(images);
        var difference = (folded.call(images) - expected).norm().item<double>();

        Assert.True(folded.Graph.Nodes.Length < module.Graph.Nodes.Length);
        Assert.InRange(difference, 0, 1e-12 * expected.norm().item<double>());
    }

    // The initial weights would not do: they start the blocks of Big-Little nets at zero.
    private static GraphModule Filled(string name, ScalarType type)
    {
        var spec = name == TinyMixNet.Name ? TinyMixNet : Catalog.Get(name).Spec;
        var module = new GraphModule(spec.Lower(), type: type);
        ModuleState.Load(module, ReferenceFill.Weights(module.Graph), name);
        return module;
    }

    private static Tensor Images(int height, int width, ScalarType type) => ReferenceFill.Image([2, 1, height, width], type);
}
