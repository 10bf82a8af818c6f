using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Specs;

/// <summary>A bottleneck ResNet with squeeze-and-excitation (Hu et al. 2018).</summary>
public sealed record SeResNetSpec : BottleneckSpec
{
    private const int Divisor = 8; // timm/layers/squeeze_excite.py
    private const int MostReduction = 1024;
    private const int LeastCaffeResolution = 5; // its stem's pooling needs a map of 3x3

    /// <summary>Place of the strides, stem pooling, keys and rounding.</summary>
    public SeResNetLayout Layout { get; init; }

    /// <summary>A block's channels are squeezed to this part.</summary>
    public int Reduction { get; init; } = 16;

    /// <summary>Channels between the two convolutions of a block's gate.</summary>
    internal int SqueezedWidth(ResNetStage stage)
    {
        var width = Bottleneck.Expansion * stage.Planes;
        return Layout == SeResNetLayout.Caffe
            ? Math.Max(1, width / Reduction)
            : Math.Max(Divisor, ((width / Reduction) + (Divisor / 2)) / Divisor * Divisor);
    }

    internal override Graph Build(GraphBuilder builder) => SeResNet.Lower(this, builder);

    internal override void Check(SpecProblems problems)
    {
        base.Check(problems);
        problems.RequireWithin("$.reduction", Reduction, 1, MostReduction);
        if (!Enum.IsDefined(Layout))
        {
            problems.Add("$.layout", $"got {Layout}, expected {string.Join(" or ", Enum.GetNames<SeResNetLayout>())}");
        }

        if (Layout == SeResNetLayout.Caffe && Stem == StemKind.ImageNet)
        {
            problems.RequireWithin("$.resolution", Resolution, LeastCaffeResolution, SpecValidator.MostSide);
        }
    }
}
