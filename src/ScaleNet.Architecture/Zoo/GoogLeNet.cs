using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Zoo;

/// <summary>GoogLeNet with batch norm: modules of four branches with kernels of different size, without auxiliary classifiers.</summary>
/// <remarks>
/// Source: Szegedy et al. 2015 with the keys, the layout and the initialisation of torchvision googlenet.py. Torchvision's third
/// branch has 3x3 kernels where the paper has 5x5, a known defect (pytorch/vision issue 906); the spec says which. Its
/// truncated normal cuts at +-2 with a deviation of 0.01, so it is a plain normal distribution.
/// </remarks>
internal static class GoogLeNet
{
    private const double Epsilon = 1e-3; // torchvision googlenet.py, BasicConv2d
    private const int FirstStage = 3; // the names count the stem's two convolutional parts as stages

    public static Graph Lower(GoogLeNetSpec spec, GraphBuilder g)
    {
        g.Initialization = new WeightInitialization
        {
            Convolution = ConvolutionStart.SmallNormal,
            Linear = LinearStart.SmallNormal,
        };
        var x = Stem(g, spec);
        g.Output("maxpool2", x);
        for (var stage = 0; stage < spec.Stages.Length; stage++)
        {
            x = stage > 0 ? Pool(g, x, stage, isLast: stage == spec.Stages.Length - 1) : x;
            x = Stage(g, x, spec, stage);
        }

        return Frame.Head(g, x, spec, "fc", spec.Dropout);
    }

    private static NodeId Stem(GraphBuilder g, GoogLeNetSpec spec)
    {
        var image = g.Input(spec.InputChannels);
        using var part = g.Part("stem");
        var x = ConvBnRelu(g, image, "conv1", spec.StemChannels[0], kernel: 7, stride: 2);
        x = g.MaxPool(x, kernel: 3, stride: 2, roundUp: true);
        x = ConvBnRelu(g, x, "conv2", spec.StemChannels[1], kernel: 1);
        x = ConvBnRelu(g, x, "conv3", spec.StemChannels[2], kernel: 3);
        return g.MaxPool(x, kernel: 3, stride: 2, roundUp: true);
    }

    // Torchvision pools 2x2 before the last stage; the paper has 3x3 everywhere.
    private static NodeId Pool(GraphBuilder g, NodeId x, int stage, bool isLast)
    {
        using var part = g.Part($"maxpool{FirstStage + stage - 1}");
        return g.MaxPool(x, kernel: isLast ? 2 : 3, stride: 2, roundUp: true);
    }

    private static NodeId Stage(GraphBuilder g, NodeId x, GoogLeNetSpec spec, int stage)
    {
        var name = "";
        for (var index = 0; index < spec.Stages[stage].Length; index++)
        {
            name = $"inception{FirstStage + stage}{(char)('a' + index)}";
            using var scope = g.Scope(name);
            x = Module(g, x, spec.Stages[stage][index], spec.LargeKernel);
        }

        g.Output(name, x);
        return x;
    }

    private static NodeId Module(GraphBuilder g, NodeId x, InceptionModule widths, int largeKernel)
    {
        var direct = ConvBnRelu(g, x, "branch1", widths.Direct, kernel: 1);
        var small = ConvBnRelu(g, x, "branch2.0", widths.SmallReduced, kernel: 1);
        small = ConvBnRelu(g, small, "branch2.1", widths.Small, kernel: 3);
        var large = ConvBnRelu(g, x, "branch3.0", widths.LargeReduced, kernel: 1);
        large = ConvBnRelu(g, large, "branch3.1", widths.Large, largeKernel);
        var pooled = g.MaxPool(x, kernel: 3, stride: 1, padding: 1);
        pooled = ConvBnRelu(g, pooled, "branch4.1", widths.Pooled, kernel: 1);
        return g.Concat([direct, small, large, pooled]);
    }

    private static NodeId ConvBnRelu(GraphBuilder g, NodeId x, string path, int channels, int kernel, int stride = 1) =>
        g.Relu(g.BatchNorm(g.Conv(x, $"{path}.conv", channels, kernel, stride), $"{path}.bn", Epsilon));
}
