namespace ScaleNet.Deployment.Export;

/// <summary>How a network is written as ONNX.</summary>
public sealed record ExportOptions
{
    /// <summary>Bytes of tensors that a protobuf file may hold: 2 GiB, less a generous place for the nodes.</summary>
    public const long LargestSingleFile = (2L << 30) - (64L << 20);

    /// <summary>The version of the operators.</summary>
    public int Opset { get; init; } = OnnxVersions.NewestOpset;

    /// <summary>Images at once; null lets the caller of the model choose, each time.</summary>
    public int? Batch { get; init; }

    /// <summary>Image height in pixels; null for the network's own resolution.</summary>
    public int? Height { get; init; }

    /// <summary>Image width in pixels; null for the network's own resolution.</summary>
    public int? Width { get; init; }

    /// <summary>Whether batch norms stay operators of their own instead of becoming part of the convolutions.</summary>
    public bool KeepBatchNorm { get; init; }

    /// <summary>
    /// Whether last convolutions of blocks are evaluated partly at the resolution of the coarse branches
    /// (<see cref="Architecture.Rewrites.BranchResolution"/>).
    /// </summary>
    public bool SplitBranches { get; init; }

    /// <summary>
    /// Whether branches are written as ONNX Runtime computes them fastest: numbers of channels that its kernels like, by channels
    /// of zeros, and the ReLU before an enlargement (<see cref="Architecture.Rewrites.ChannelAlignment"/>,
    /// <see cref="Architecture.Rewrites.EarlyActivation"/>). The values are the same.
    /// </summary>
    public bool AlignChannels { get; init; } = true;

    /// <summary>
    /// Whether the model takes pixels from 0 to 255 and normalises them itself; else it takes what
    /// <see cref="Data.Images.Preprocessing"/> makes of them.
    /// </summary>
    public bool NormalizeInside { get; init; }

    /// <summary>Whether the maps of the stages are outputs too, beside the logits.</summary>
    public bool StageOutputs { get; init; }

    /// <summary>Above this many bytes the tensors go to a file of their own beside the model.</summary>
    public long ExternalDataAbove { get; init; } = LargestSingleFile;
}
