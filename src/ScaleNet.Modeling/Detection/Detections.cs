using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>What a detector found in one image, by falling score; the tensors are the processor's, and owned.</summary>
/// <param name="Boxes">[n, 4], x1 y1 x2 y2 in the image's own pixels.</param>
/// <param name="Scores">[n], in [0, 1].</param>
/// <param name="Labels">int64 [n], classes from 1.</param>
public sealed record Detections(Tensor Boxes, Tensor Scores, Tensor Labels) : IDisposable
{
    /// <summary>How many there are.</summary>
    public int Count => (int)Scores.shape[0];

    /// <inheritdoc/>
    public void Dispose()
    {
        Boxes.Dispose();
        Scores.Dispose();
        Labels.Dispose();
    }

    /// <summary>Hands the tensors to the scope around this one.</summary>
    internal Detections MoveToOuterDisposeScope()
    {
        Boxes.MoveToOuterDisposeScope();
        Scores.MoveToOuterDisposeScope();
        Labels.MoveToOuterDisposeScope();
        return this;
    }
}
