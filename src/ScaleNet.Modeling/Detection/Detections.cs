using System.Runtime.InteropServices;
using ScaleNet.Evaluation.Boxes;
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

    /// <summary>The same as plain numbers.</summary>
    public IReadOnlyList<FoundBox> ToList()
    {
        // Not by an accessor, which refuses a tensor without values that has two axes.
        using var scope = NewDisposeScope();
        var boxes = MemoryMarshal.Cast<byte, float>(Boxes.contiguous().bytes);
        var scores = MemoryMarshal.Cast<byte, float>(Scores.contiguous().bytes);
        var labels = MemoryMarshal.Cast<byte, long>(Labels.contiguous().bytes);
        var found = new FoundBox[scores.Length];
        for (var i = 0; i < found.Length; i++)
        {
            var box = boxes.Slice(BoxList.Sides * i, BoxList.Sides);
            found[i] = new FoundBox((int)labels[i], scores[i], new BoxXyxy(box[0], box[1], box[2], box[3]));
        }

        return found;
    }

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
