namespace ScaleNet.Cli.Commands;

/// <summary>Where a training computes.</summary>
internal enum TrainingDevice
{
    /// <summary>A CUDA device where libtorch finds one, else the processor.</summary>
    Auto,

    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>A CUDA device, each process of a machine its own.</summary>
    Cuda,
}
