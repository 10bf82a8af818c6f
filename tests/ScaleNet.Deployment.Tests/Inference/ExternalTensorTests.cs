using Google.Protobuf;
using ScaleNet.Architecture.Tests;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Inference;

namespace ScaleNet.Deployment.Tests.Inference;

/// <summary>Tensors in other files are read from the model's folder and from nowhere else.</summary>
public sealed class ExternalTensorTests
{
    private static readonly ClassifierOptions OneThread = new() { Threads = 1 };
    private static readonly byte[] Ones = [.. Enumerable.Repeat(BitConverter.GetBytes(1f), 3).SelectMany(bytes => bytes)];

    [Theory]
    [InlineData("data.bin")]
    [InlineData("sub/data.bin")]
    public void A_file_of_the_folder_is_read(string location)
    {
        using var folder = Prepare();

        using var classifier = OnnxClassifier.Open(folder.Write("model.onnx", TinyModels.WithTensorAt(location)), OneThread);

        var scores = new float[3];
        classifier.Run(new float[48], scores);
        Assert.Equal([1, 1, 1], scores);
    }

    [Fact]
    public void What_the_exporter_puts_outside_is_read()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "model.onnx");
        OnnxExporter.ToFile(TinyModels.Network, path, new ExportOptions { ExternalDataAbove = 0 });

        using var outside = OnnxClassifier.Open(path, OneThread);
        using var inside = OnnxClassifier.Open(TinyModels.Ours(), "tiny", OneThread);

        Assert.Equal(Scores(inside), Scores(outside));
    }

    [Theory]
    [InlineData("../outside.bin")]
    [InlineData("sub/../data.bin")] // with a link in place of "sub" it would be another file
    [InlineData("link-out")]
    [InlineData("folder-out/outside.bin")]
    [InlineData("two-steps")]
    [InlineData("*/_ORT_MEM_ADDR_/*")]
    [InlineData("")]
    [InlineData("data.bin\u0000")]
    public void Anything_else_is_refused(string location)
    {
        using var folder = Prepare();
        var path = folder.Write("model/model.onnx", TinyModels.WithTensorAt(location));

        Refused(path, "tensor 'shift' is kept in");
    }

    [Fact]
    public void A_path_from_the_root_is_refused()
    {
        using var folder = Prepare();

        Refused(folder.Write("model.onnx", TinyModels.WithTensorAt(Path.Combine(folder.Path, "data.bin"))), "tensor 'shift' is kept in");
    }

    [Fact]
    public void A_link_that_stays_in_the_folder_is_followed()
    {
        using var folder = Prepare();
        File.CreateSymbolicLink(Path.Combine(folder.Path, "model", "link-in"), "data.bin");

        OnnxClassifier.Open(folder.Write("model/model.onnx", TinyModels.WithTensorAt("link-in")), OneThread).Dispose();
    }

    [Fact]
    public void A_circle_of_links_is_refused()
    {
        using var folder = Prepare();
        File.CreateSymbolicLink(Path.Combine(folder.Path, "model", "a"), "b");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "model", "b"), "a");

        Refused(folder.Write("model/model.onnx", TinyModels.WithTensorAt("a")), "links go in a circle");
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var folder = Prepare();

        Refused(folder.Write("model.onnx", TinyModels.WithTensorAt("lost.bin")), "its tensors are in 'lost.bin', which is not there");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(long.MaxValue)]
    public void A_file_that_is_too_short_is_named(long offset)
    {
        using var folder = Prepare();

        Refused(folder.Write("model.onnx", TinyModels.WithTensorAt("data.bin", offset)), "ends behind the end of 'data.bin' (12 bytes)");
    }

    [Fact]
    public void A_model_in_memory_may_not_read_files()
    {
        using var folder = Prepare();

        Assert.Throws<InferenceException>(
            () => OnnxClassifier.Open(TinyModels.WithTensorAt("data.bin").ToByteArray(), "memory", OneThread).Dispose());
    }

    /// <summary>A folder with data in it and below, and in "model/" links that lead out of it.</summary>
    private static TemporaryFolder Prepare()
    {
        var folder = new TemporaryFolder();
        foreach (var name in new[] { "data.bin", "outside.bin", "sub/data.bin", "model/data.bin" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.Path, name))!);
            File.WriteAllBytes(Path.Combine(folder.Path, name), Ones);
        }

        var model = Path.Combine(folder.Path, "model");
        Directory.CreateDirectory(Path.Combine(model, "sub"));
        File.CreateSymbolicLink(Path.Combine(model, "link-out"), "../outside.bin");
        Directory.CreateSymbolicLink(Path.Combine(model, "folder-out"), folder.Path);
        File.CreateSymbolicLink(Path.Combine(model, "two-steps"), "link-out");
        return folder;
    }

    private static float[] Scores(OnnxClassifier classifier)
    {
        var scores = new float[TinyModels.Classes];
        classifier.Run(Enumerable.Range(0, TinyModels.ImageLength).Select(i => i / 8f).ToArray(), scores);
        return scores;
    }

    private static void Refused(string path, string words)
    {
        var problem = Assert.Throws<InferenceException>(() => OnnxClassifier.Open(path, OneThread).Dispose());
        Assert.StartsWith($"{path}: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }
}
