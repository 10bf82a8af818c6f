using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Data.Tests;
using ScaleNet.Deployment.Export.Detection;
using ScaleNet.Deployment.Parity.Detection;

namespace ScaleNet.Packaging;

/// <summary>A folder with pictures and networks of every kind, which tests read and do not change.</summary>
public sealed class ModelFolder
{
    private const string Training = "--data embedded --recipe fashion-quick --epochs 1 --batch-size 16 --limit-batches 2 --threads 1";

    public ModelFolder(Workshop workshop)
    {
        Path = workshop.NewFolder();
        Directory.CreateDirectory(At("pictures"));
        File.WriteAllBytes(At("pictures/a.jpg"), Photographs.Jpeg(120, 90, seed: 1));
        File.WriteAllBytes(At("pictures/b.jpg"), Photographs.Jpeg(70, 110, seed: 2));
        File.WriteAllText(At("broken.json"), """{"family": "scalenet", "name": null, "unknown": 1}""");
        Processes.Run(Processes.Tool, Path, "export mixnet_s --random -o network.onnx").Succeeded();
        Processes.Run(Processes.Tool, Path, $"seed --name seed1 --depth 11 --width 4 {Training}").Succeeded();
        DetectorExporter.ToFile(SmallDetectors.Exported(SmallDetectors.Spec("resnet11_small", DetectorHead.Fpn)), At("boxes.onnx"));
    }

    public string Path { get; }

    private string At(string name) => System.IO.Path.Combine(Path, name);
}
