using ScaleNet.Deployment.Inference;

namespace ScaleNet.Serving.Batching;

/// <summary>What was computed for a request.</summary>
/// <param name="Outputs">The tensors that it asked for.</param>
/// <param name="Waited">From its arrival in the queue to the start of the computation.</param>
/// <param name="Computed">The computation of the batch that it was in.</param>
/// <param name="BatchRows">Rows of that batch, its own included.</param>
internal sealed record JobResult(IReadOnlyList<HostTensor> Outputs, TimeSpan Waited, TimeSpan Computed, long BatchRows);
