using ScaleNet.Architecture.Weights;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Data.Tests;
using ScaleNet.Deployment.Export;

namespace ScaleNet.Guides;

/// <summary>A folder as the guides' readers have it, the current one while it lives: pictures, and a model of random weights.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly string _before = Directory.GetCurrentDirectory();

    public WorkFolder()
    {
        Directory.SetCurrentDirectory(Path);
        File.WriteAllBytes("shoe.png", Photographs.Jpeg(60, 50, seed: 1)); // what a file is says its content
        foreach (var (part, images) in new[] { ("train", 12), ("val", 4) })
        {
            foreach (var (name, shift) in new[] { ("cat", 0), ("dog", 500) })
            {
                var folder = System.IO.Path.Combine("photos", part, name);
                Directory.CreateDirectory(folder);
                for (var image = 0; image < images; image++)
                {
                    File.WriteAllBytes(System.IO.Path.Combine(folder, $"{image:D2}.jpg"), Photographs.Jpeg(60 + image, 50, shift + image));
                }
            }
        }
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("scalenet-guide-").FullName;

    /// <summary>Puts a network of random weights there.</summary>
    public static void Export(string name)
    {
        var spec = Catalog.Get("mixnet_s").Spec;
        OnnxExporter.ToFile(new ExportedNetwork(spec, InitialWeights.Create(spec.Lower(), seed: 1), "random"), name, new ExportOptions());
    }

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_before);
        Directory.Delete(Path, recursive: true);
    }
}
