using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Tests;
using ScaleNet.Architecture.Weights;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Tests.Export;
using ScaleNet.Modeling;
using static TorchSharp.torch;

namespace ScaleNet.Deployment.Parity;

/// <summary>Every network of the catalogue: what ONNX Runtime computes of its export, and what libtorch computes of its graph.</summary>
public sealed class CatalogueParityTests
{
    // Of the largest logit: both sum in single precision, but in another order, and one has its batch norms folded.
    private const double Tolerance = 1e-4;

    // Of the largest logit, between two images: a network that answered without looking would pass any comparison.
    private const double LeastDifference = 1e-2;

    // A swish and a gate halve small values each, and nothing in a GoogLeNet passes layers by: without larger gammas these
    // networks answer the same to every image.
    private const float LargerGamma = 3;

    private const long SmallMacs = 26_000_000;

    public static TheoryData<string> Small => Networks(macs => macs <= SmallMacs);

    public static TheoryData<string> Large => Networks(macs => macs > SmallMacs);

    [Theory]
    [MemberData(nameof(Small))]
    public void A_small_network_has_the_same_logits(string id) => Check(id);

    [Theory]
    [Trait("Tier", "slow")]
    [MemberData(nameof(Large))]
    public void A_network_has_the_same_logits(string id) => Check(id);

    private static void Check(string id)
    {
        var spec = Catalog.Get(id).Spec;
        var graph = spec.Lower();
        var weights = Weights(spec);
        using var module = new GraphModule(graph);
        ModuleState.Load(module, weights, id);
        module.eval();

        Compare(spec, weights, module, images: 1, spec.Resolution, spec.Resolution);

        // Neither square nor of the network's own size: maps of other sizes pool, shrink and resize otherwise.
        var logits = Compare(spec, weights, module, images: 2, spec.Resolution * 5 / 7, spec.Resolution * 6 / 7);
        var (first, second) = (logits[..spec.Classes], logits[spec.Classes..]);
        var difference = first.Zip(second, (a, b) => Math.Abs(a - b)).Max() / logits.Max(Math.Abs);
        Assert.True(difference > LeastDifference, $"{id}: two images differ by {difference} of the largest logit");
    }

    private static float[] Compare(NetworkSpec spec, WeightFile weights, GraphModule module, int images, int height, int width)
    {
        long[] shape = [images, spec.InputChannels, height, width];
        var image = Draw.Image(shape);
        for (var i = image.Length / images; i < image.Length; i++)
        {
            image[i]++; // the second image is brighter: noise alone looks the same to a deep network
        }

        var options = new ExportOptions { Height = height, Width = width };
        using var session = new OnnxSession(OnnxExporter.ToBytes(new ExportedNetwork(spec, weights, spec.Name), options));

        var exported = session.Run(image, shape);

        using var scope = NewDisposeScope();
        using var gradient = no_grad();
        var expected = module.call(tensor(image, shape)).data<float>().ToArray();
        var bound = Tolerance * expected.Max(Math.Abs);
        Assert.Equal(images * spec.Classes, exported.Length);
        Assert.Equal(expected, exported, (a, b) => Math.Abs(a - b) <= bound);
        return exported;
    }

    private static WeightFile Weights(NetworkSpec spec)
    {
        var graph = spec.Lower();
        var drawn = Draw.Weights(graph);
        var factor = spec is MixNetSpec or GoogLeNetSpec ? LargerGamma : 1;
        return new WeightFile(StateDictionary.Describe(graph).Select(entry => KeyValuePair.Create(
            entry.Key,
            entry.Node.Op is BatchNormOp && entry.Key.EndsWith(".weight", StringComparison.Ordinal)
                ? WeightTensor.FromFloat32([.. drawn.Tensors[entry.Key].ToFloat32().Select(gamma => factor * gamma)], [.. entry.Shape])
                : drawn.Tensors[entry.Key])));
    }

    private static TheoryData<string> Networks(Func<long, bool> isWanted) => new(Catalog.All
        .Where(entry => isWanted(CostModel.Measure(entry.Spec.Lower(), entry.Spec.Resolution, entry.Spec.Resolution).Macs))
        .Select(entry => entry.Id));
}
