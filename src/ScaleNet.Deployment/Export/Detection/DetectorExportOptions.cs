namespace ScaleNet.Deployment.Export.Detection;

/// <summary>How a detector is written as ONNX.</summary>
public sealed record DetectorExportOptions
{
    /// <summary>The oldest set of operators (ONNX 1.11): the first whose RoiAlign says where a cell's value stands.</summary>
    public const int OldestOpset = 16;

    /// <summary>The newest set of operators (ONNX 1.16) whose RoiAlign ONNX Runtime 1.31 has; it lacks that of opset 22.</summary>
    public const int NewestOpset = 21;

    /// <summary>The version of the operators.</summary>
    public int Opset { get; init; } = NewestOpset;

    /// <summary>Whether batch norms stay operators of their own instead of becoming part of the convolutions.</summary>
    public bool KeepBatchNorm { get; init; }

    /// <summary>Above this many bytes the tensors go to a file of their own beside the model.</summary>
    public long ExternalDataAbove { get; init; } = ExportOptions.LargestSingleFile;
}
