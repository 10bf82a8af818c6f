using Onnx;
using ScaleNet.Architecture.Tests;
using ScaleNet.Deployment.Export;

namespace ScaleNet.Deployment.Tests.Export;

/// <summary>Models on disk: with their tensors inside, and with a file beside them.</summary>
public sealed class ModelFileTests : IDisposable
{
    private const long Alignment = 4096;

    private static readonly long[] Shape = [1, 3, 64, 64];

    private readonly TemporaryFolder _folder = new();
    private readonly ExportOptions _inside = new() { Height = 64, Width = 64 };
    private readonly ExportOptions _outside = new() { Height = 64, Width = 64, ExternalDataAbove = 10_000 };

    private string Model => Path.Combine(_folder.Path, "net.onnx");

    private string Data => Path.Combine(_folder.Path, "net.onnx.data");

    [Fact]
    public void A_small_model_is_one_file_with_the_bytes_of_the_model_in_memory()
    {
        var file = OnnxExporter.ToFile(ExportedTiny.Colour, Model, _inside);

        Assert.Equal(OnnxExporter.ToBytes(ExportedTiny.Colour, _inside), File.ReadAllBytes(Model));
        Assert.Equal(new ExportedFile(Model, new FileInfo(Model).Length, null, 0), file);
        Assert.Equal([Model], Files());
    }

    [Fact]
    public void A_large_model_has_its_tensors_beside_it_and_the_same_logits()
    {
        var file = OnnxExporter.ToFile(ExportedTiny.Colour, Model, _outside);

        Assert.Equal(new ExportedFile(Model, new FileInfo(Model).Length, Data, new FileInfo(Data).Length), file);
        Assert.Equal([Model, Data], Files());
        Assert.True(file.DataBytes > 10 * file.Bytes / 2);
        Assert.Equal(InMemoryLogits(), Logits());
    }

    [Fact]
    public void Tensors_beside_a_model_begin_at_pages_and_small_ones_stay()
    {
        OnnxExporter.ToFile(ExportedTiny.Colour, Model, _outside);

        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Model));
        var moved = model.Graph.Initializer.Where(tensor => tensor.DataLocation == TensorProto.Types.DataLocation.External).ToList();
        var places = moved.Select(tensor => tensor.ExternalData.ToDictionary(entry => entry.Key, entry => entry.Value)).ToList();
        Assert.Contains(moved, tensor => tensor.Name == "layer4.0.conv3.weight");
        Assert.All(moved, tensor => Assert.Empty(tensor.RawData));
        Assert.All(places, place => Assert.Equal("net.onnx.data", place["location"]));
        Assert.All(places, place => Assert.Equal(0, long.Parse(place["offset"]) % Alignment));
        Assert.Equal(
            new FileInfo(Data).Length, places.Max(place => long.Parse(place["offset"]) + long.Parse(place["length"])));
        Assert.Contains(model.Graph.Initializer, tensor => tensor.RawData.Length > 0);
    }

    [Fact]
    public void A_file_that_is_there_is_not_replaced_unasked()
    {
        File.WriteAllText(Model, "mine");

        var error = Assert.Throws<ExportException>(() => OnnxExporter.ToFile(ExportedTiny.Colour, Model, _inside));

        Assert.Contains("net.onnx: exists already", error.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Model));
    }

    [Fact]
    public void The_data_of_another_model_is_not_replaced_unasked()
    {
        File.WriteAllText(Data, "mine");

        var error = Assert.Throws<ExportException>(() => OnnxExporter.ToFile(ExportedTiny.Colour, Model, _outside));

        Assert.Contains("net.onnx.data: exists already", error.Message, StringComparison.Ordinal);
        Assert.Equal([Data], Files());
    }

    [Fact]
    public void A_folder_of_that_name_is_refused()
    {
        Directory.CreateDirectory(Model);

        var error = Assert.Throws<ExportException>(
            () => OnnxExporter.ToFile(ExportedTiny.Colour, Model, _inside, overwrite: true));

        Assert.Contains("net.onnx: is a folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var error = Assert.Throws<ExportException>(
            () => OnnxExporter.ToFile(ExportedTiny.Colour, Path.Combine(_folder.Path, "none", "net.onnx"), _inside));

        Assert.Contains("there is no folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Overwriting_replaces_both_files_and_leaves_no_old_data()
    {
        OnnxExporter.ToFile(ExportedTiny.Colour, Model, _outside);
        OnnxExporter.ToFile(ExportedTiny.Colour, Model, _outside, overwrite: true);
        Assert.Equal([Model, Data], Files());
        Assert.Equal(InMemoryLogits(), Logits());

        OnnxExporter.ToFile(ExportedTiny.Colour, Model, _inside, overwrite: true);
        Assert.Equal([Model], Files());
        Assert.Equal(InMemoryLogits(), Logits());
    }

    [Fact]
    public void An_export_that_is_refused_leaves_the_old_model()
    {
        OnnxExporter.ToFile(ExportedTiny.Colour, Model, _inside);
        var before = File.ReadAllBytes(Model);
        var tooMuch = new ExportOptions { Height = 64, Width = 64, Opset = 99 };

        Assert.Throws<ExportException>(() => OnnxExporter.ToFile(ExportedTiny.Colour, Model, tooMuch, overwrite: true));

        Assert.Equal(before, File.ReadAllBytes(Model));
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_model()
    {
        // The model's temporary file still has a name that fits, that of its tensors is too long by a few letters.
        var path = Path.Combine(_folder.Path, new string('n', 215));
        File.WriteAllText(path, "mine");

        Assert.ThrowsAny<IOException>(() => OnnxExporter.ToFile(ExportedTiny.Colour, path, _outside, overwrite: true));

        Assert.Equal("mine", File.ReadAllText(path));
        Assert.Equal([path], Files());
    }

    public void Dispose() => _folder.Dispose();

    private string[] Files() => [.. Directory.GetFileSystemEntries(_folder.Path).Order(StringComparer.Ordinal)];

    private float[] Logits()
    {
        using var session = new OnnxSession(Model);
        return session.Run(Draw.Image(Shape), Shape);
    }

    private float[] InMemoryLogits()
    {
        using var session = new OnnxSession(OnnxExporter.ToBytes(ExportedTiny.Colour, _inside));
        return session.Run(Draw.Image(Shape), Shape);
    }
}
