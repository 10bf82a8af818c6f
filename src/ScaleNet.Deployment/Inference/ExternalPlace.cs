namespace ScaleNet.Deployment.Inference;

/// <summary>Where a tensor is that is not in the model's own file.</summary>
/// <param name="File">The file, after all links.</param>
/// <param name="Offset">Its first byte.</param>
/// <param name="Length">How many bytes.</param>
internal readonly record struct ExternalPlace(string File, long Offset, long Length);
