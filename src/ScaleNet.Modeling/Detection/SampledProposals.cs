using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>Indices of chosen proposals, ascending int64 in the processor's memory; owned.</summary>
internal sealed record SampledProposals(Tensor Positive, Tensor Negative) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Positive.Dispose();
        Negative.Dispose();
    }
}
