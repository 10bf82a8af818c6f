using ScaleNet.Deployment.Inference;

namespace ScaleNet.Serving.Pictures;

/// <summary>What a model computed for a picture.</summary>
/// <param name="Width">Columns of the picture as a viewer shows it, px.</param>
/// <param name="Height">Rows of it, px.</param>
/// <param name="Outputs">The tensors that were wanted.</param>
/// <param name="BatchRows">Rows of the batch that it was in.</param>
/// <param name="Latency">Where the time went.</param>
internal sealed record PictureResult(int Width, int Height, IReadOnlyList<HostTensor> Outputs, long BatchRows, LatencyAnswer Latency);
