using ScaleNet.Evaluation.Statistics;

namespace ScaleNet.Modeling.Detection;

/// <summary>A random stream for each image and stage of a step, from the step's one.</summary>
internal static class SamplingStreams
{
    private const int Stages = 2;

    /// <summary>Of the first stage; null, where the first candidates are taken, stays null.</summary>
    public static ulong? Proposals(ulong? step, int image) => Of(step, Stages * image);

    /// <summary>Of the second stage.</summary>
    public static ulong? Boxes(ulong? step, int image) => Of(step, (Stages * image) + 1);

    private static ulong? Of(ulong? step, int place) =>
        step is { } stream ? SplitMix64.Mix(unchecked(stream + (((ulong)place + 1) * SplitMix64.GoldenGamma))) : null;
}
