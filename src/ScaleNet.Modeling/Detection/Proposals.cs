using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>The regions of one image that may have an object, by falling score; without gradient.</summary>
/// <param name="Boxes">float32 [n, 4], pixels of the resized image.</param>
/// <param name="Scores">float32 [n], in [0, 1].</param>
internal sealed record Proposals(Tensor Boxes, Tensor Scores)
{
    /// <summary>Hands the tensors to the scope around this one.</summary>
    public Proposals MoveToOuterDisposeScope()
    {
        Boxes.MoveToOuterDisposeScope();
        Scores.MoveToOuterDisposeScope();
        return this;
    }
}
