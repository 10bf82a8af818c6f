namespace ScaleNet.Cli.Speed;

/// <summary>Where it computes.</summary>
internal enum BenchDevice
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>The first CUDA device.</summary>
    Cuda,
}
