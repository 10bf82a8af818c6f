using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Zoo;

/// <summary>Bottleneck ResNet of octave convolutions.</summary>
/// <remarks>
/// <para>Source: Chen et al. 2019 ("Drop an Octave") in the layout of d-li14/octconv.pytorch oct_resnet.py. The first block splits
/// the stem's map, the first block of the last stage joins the parts again. The reference fixes the share of the inner
/// convolutions at one half; here one share holds throughout. Outputs: <c>layerN.h</c> and, where there is one, <c>layerN.l</c>.</para>
/// <para>Small images (28 to 64 pixels; ours): the residual families' small stem and three stages of the same blocks. Stages halve
/// the map by pooling, so an odd side rounds down where a ResNet's rounds up.</para>
/// </remarks>
internal static class OctaveResNet
{
    public static Graph Lower(OctaveSpec spec, GraphBuilder g)
    {
        var x = new OctaveMap(Frame.Stem(g, spec), null);
        for (var stage = 0; stage < spec.Stages.Length; stage++)
        {
            var convolution = new OctaveConvolution(stage == spec.Stages.Length - 1 ? 0 : spec.Alpha);
            for (var block = 0; block < spec.Stages[stage].Blocks; block++)
            {
                using var scope = g.Scope($"layer{stage + 1}.{block}");
                var stride = stage > 0 && block == 0 ? 2 : 1;
                x = Block(g, convolution, x, spec.Stages[stage].Planes, stride, project: block == 0);
            }

            g.Output($"layer{stage + 1}.h", x.High);
            if (x.Low is { } low)
            {
                g.Output($"layer{stage + 1}.l", low);
            }
        }

        return Frame.Head(g, x.High, spec);
    }

    private static OctaveMap Block(
        GraphBuilder g, OctaveConvolution convolution, OctaveMap input, int planes, int stride, bool project)
    {
        var width = Bottleneck.Expansion * planes;
        var x = OctaveConvolution.Relu(g, convolution.ConvBn(g, input, "conv1", planes, kernel: 1));
        x = OctaveConvolution.Relu(g, convolution.ConvBn(g, x, "conv2", planes, kernel: 3, stride));
        x = convolution.ConvBn(g, x, "conv3", width, kernel: 1);
        var shortcut = project ? convolution.ConvBn(g, input, "downsample.0", width, kernel: 1, stride) : input;
        return OctaveConvolution.Relu(g, OctaveConvolution.Add(g, x, shortcut));
    }
}
