using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Specs;

/// <summary>A bottleneck ResNet with the stride on the 3x3 convolution (torchvision resnet.py, "v1b").</summary>
public sealed record ResNetSpec : BottleneckSpec
{
    internal override Graph Build(GraphBuilder builder) => ResNet.Lower(this, builder);
}
