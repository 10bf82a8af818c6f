namespace ScaleNet.EndToEnd;

/// <summary>A detector that was trained once, for a moment only, with its scenes and its exported model; tests may read but not change it.</summary>
public sealed class TrainedDetectorRun : IDisposable
{
    private readonly WorkFolder _folder = new();

    public TrainedDetectorRun()
    {
        _folder.Run("scenes -o scenes --train 6 --val 4 --img-size 48-72 --objects 1-2 --workers 1").Succeeded();
        // So few proposals that no limit on the number of detections is reached, where the last of almost equal scores would decide.
        _folder.Run(
            "detect train --name d1 --data scenes --backbone resnet11_small --size 48/64 --fpn-channels 8 --head-width 16 --proposals 6 "
            + "--epochs 1 --batch-size 2 --threads 1").Succeeded();
        Export = _folder.Run("detect export runs/d1 -o d1.onnx").Succeeded().Output;
    }

    /// <summary>What the export said.</summary>
    public string Export { get; }

    internal WorkFolder Folder => _folder;

    public void Dispose() => _folder.Dispose();
}
