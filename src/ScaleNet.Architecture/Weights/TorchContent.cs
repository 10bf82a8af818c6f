namespace ScaleNet.Architecture.Weights;

/// <summary>An opened PyTorch file: the saved value, whose tensors are views, and the way to their bytes.</summary>
/// <param name="Root">What <c>torch.save</c> was given.</param>
/// <param name="ReadStorage">Reads all bytes of a storage, exactly as many as it declares.</param>
internal sealed record TorchContent(object? Root, Func<TorchStorage, byte[]> ReadStorage);
