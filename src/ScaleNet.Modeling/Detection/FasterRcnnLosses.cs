using static ScaleNet.Modeling.Execution.HeldScalars;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>The four losses of a batch, scalars in the processor's memory with gradients; owned.</summary>
/// <param name="Classification">Which class each sampled region has.</param>
/// <param name="Boxes">Where the objects in them are.</param>
/// <param name="Objectness">Whether each sampled anchor has an object.</param>
/// <param name="ProposalBoxes">Where it is.</param>
public sealed record FasterRcnnLosses(Tensor Classification, Tensor Boxes, Tensor Objectness, Tensor ProposalBoxes) : IDisposable
{
    /// <summary>Their sum, which is minimised; the caller owns it.</summary>
    public Tensor Total()
    {
        using var scope = NewDisposeScope();
        return Classification.add(Boxes, One).add(Objectness, One).add(ProposalBoxes, One).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Classification.Dispose();
        Boxes.Dispose();
        Objectness.Dispose();
        ProposalBoxes.Dispose();
    }
}
