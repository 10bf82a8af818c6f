using System.Text.Json;

namespace ScaleNet.Architecture.Tests.Weights;

/// <summary>Checkpoints that PyTorch wrote, and the manifests that say what is in them.</summary>
internal static class Fixture
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "weights", name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    public static JsonElement Manifest(string name)
    {
        using var document = JsonDocument.Parse(Bytes(name + ".json"));
        return document.RootElement.Clone();
    }
}
