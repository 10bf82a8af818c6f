using ScaleNet.Deployment.Inference;

namespace ScaleNet.Serving.Protocol;

/// <summary>A checked inference request.</summary>
/// <param name="Id">What the client calls it; null if it does not say.</param>
/// <param name="Inputs">Every input of the model once, in the model's order.</param>
/// <param name="Outputs">What is wanted, at least one, each with whether as bytes.</param>
internal sealed record InferenceRequest(string? Id, IReadOnlyList<HostTensor> Inputs, IReadOnlyList<(string Name, bool IsBinary)> Outputs);
