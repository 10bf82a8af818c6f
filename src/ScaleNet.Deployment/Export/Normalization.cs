using ScaleNet.Data.Images;

namespace ScaleNet.Deployment.Export;

/// <summary>The normalisation of pixels from 0 to 255 as operators: (x - 255 mean) * 1 / (255 deviation).</summary>
/// <remarks>
/// It stays in front of the first convolution and is not folded into its weights: that convolution pads with zeros, which are
/// normalised values; in pixels the border would be 255 mean instead.
/// </remarks>
internal sealed class Normalization(Preprocessing preprocessing)
{
    private const double LargestPixel = 255;

    /// <summary>Adds the two operators.</summary>
    /// <returns>The normalised value.</returns>
    public string AddTo(OnnxGraph graph, string pixels)
    {
        var shape = new long[] { 1, preprocessing.Channels, 1, 1 };
        float[] shift = [.. preprocessing.Mean.Select(mean => (float)(LargestPixel * mean))];
        float[] scale = [.. preprocessing.StandardDeviation.Select(deviation => (float)(1 / (LargestPixel * deviation)))];
        var centred = graph.Add(
            "Sub", "normalization/centred", [pixels, graph.AddConstant("normalization/shift", shift, shape)]);
        return graph.Add(
            "Mul", "normalization/scaled", [centred, graph.AddConstant("normalization/scale", scale, shape)]);
    }
}
