namespace ScaleNet.Cli.Speed;

/// <summary>What computes.</summary>
internal enum BenchEngine
{
    /// <summary>libtorch, by TorchSharp.</summary>
    Torch,

    /// <summary>ONNX Runtime.</summary>
    Onnx,
}
