using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Zoo;

/// <summary>Big-Little net of bottleneck blocks.</summary>
/// <remarks>
/// <para>Source: Chen et al. 2019 as released, IBM/BigLittleNet models/blresnet.py. A module runs a big branch (all but one of the
/// stage's blocks, at half the size) beside a little one (few narrow blocks at full size), brings both to one shape, adds
/// them, and passes the sum through a joint block. The joint block halves the map in all modules but the last; the last
/// stage is plain and halves it again.</para>
/// <para>Small images (28 to 64 pixels; ours): the residual families' small stem, which has no branches, and three stages, of
/// which two are modules. The first module's joint block already halves the map, so the stages put out 14, 14 and 7 pixels of
/// 28, and the last stage has the map of the small ResNet's. An odd side is halved rounding up in both paths of a block.</para>
/// </remarks>
internal static class BigLittleNet
{
    public static Graph Lower(BigLittleSpec spec, GraphBuilder g)
    {
        var x = spec.Stem == StemKind.Small ? Frame.Stem(g, spec) : Stem(g, spec);
        var last = spec.Stages.Length - 1;
        for (var stage = 0; stage <= last; stage++)
        {
            var layer = $"layer{stage + 1}";
            x = stage == last
                ? Blocks(g, x, layer, Bottleneck.Expansion * spec.Stages[stage].Planes, spec.Stages[stage].Blocks, stride: 2)
                : Module(g, x, spec, stage, jointStride: stage == last - 1 ? 1 : 2);
            g.Output(layer, x);
        }

        return Frame.Head(g, x, spec);
    }

    // Takes the place of the max-pooling: a strided convolution beside three narrow ones.
    private static NodeId Stem(GraphBuilder g, BigLittleSpec spec)
    {
        var image = g.Input(spec.InputChannels);
        var width = spec.StemChannels;
        var narrow = width / spec.Alpha;
        using var part = g.Part("stem");
        var x = g.Relu(g.ConvBn(image, "conv1", "bn1", width, kernel: 7, stride: 2));
        var big = g.ConvBn(x, "b_conv0", "bn_b0", width, kernel: 3, stride: 2);
        var little = g.Relu(g.ConvBn(x, "l_conv0", "bn_l0", narrow, kernel: 3));
        little = g.Relu(g.ConvBn(little, "l_conv1", "bn_l1", narrow, kernel: 3, stride: 2));
        little = g.ConvBn(little, "l_conv2", "bn_l2", width, kernel: 1);
        return g.Relu(g.ConvBn(g.Relu(g.Add(big, little)), "bl_init", "bn_bl_init", width, kernel: 1));
    }

    private static NodeId Module(GraphBuilder g, NodeId input, BigLittleSpec spec, int stage, int jointStride)
    {
        var layer = $"layer{stage + 1}";
        var blocks = spec.Stages[stage].Blocks;
        var width = Bottleneck.Expansion * spec.Stages[stage].Planes;

        // The reference forgets to leave out the last ReLU of a big branch of one block. Kept for released weights.
        var big = Blocks(g, input, $"{layer}.big", width, blocks - 1, stride: 2, endsInRelu: blocks - 1 == 1);
        var little = Blocks(
            g, input, $"{layer}.little", width / spec.Alpha, Math.Max(1, (blocks / spec.Beta) - 1), stride: 1);
        return Blocks(g, Sum(g, big, little, layer, width), $"{layer}.fusion", width, blocks: 1, jointStride);
    }

    private static NodeId Sum(GraphBuilder g, NodeId big, NodeId little, string layer, int width)
    {
        using var scope = g.Scope(layer);
        var widened = g.ConvBn(little, "little_e.0", "little_e.1", width, kernel: 1);
        return g.Relu(g.Add(g.Resize(big, widened, ResizeMode.Nearest), widened));
    }

    private static NodeId Blocks(
        GraphBuilder g, NodeId x, string path, int width, int blocks, int stride, bool endsInRelu = true)
    {
        for (var block = 0; block < blocks; block++)
        {
            using var scope = g.Scope($"{path}.{block}");
            var sum = Block(g, x, width, block == 0 ? stride : 1);
            x = block < blocks - 1 || endsInRelu ? g.Relu(sum) : sum;
        }

        return x;
    }

    private static NodeId Block(GraphBuilder g, NodeId input, int width, int stride)
    {
        var planes = width / Bottleneck.Expansion;
        var x = g.Relu(g.ConvBn(input, "conv1", "bn1", planes, kernel: 1));
        x = g.Relu(g.ConvBn(x, "conv2", "bn2", planes, kernel: 3, stride));
        x = g.ConvBn(x, "conv3", "bn3", width, kernel: 1, startsAtZero: true);
        return g.AddResidual(x, Shortcut(g, input, width, stride));
    }

    // The pooling counts as the shortcut's first layer, so that the keys of what follows move by one.
    private static NodeId Shortcut(GraphBuilder g, NodeId input, int width, int stride)
    {
        var pooled = stride == 1 ? input : g.AvgPool(input, kernel: 3, stride, padding: 1);
        var first = stride == 1 ? 0 : 1;
        return g.Channels(input) == width
            ? pooled
            : g.ConvBn(pooled, $"downsample.{first}", $"downsample.{first + 1}", width, kernel: 1);
    }
}
