using ScaleNet.Architecture.Weights;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Cli.CommandLine;

namespace ScaleNet.Cli.Tests.Commands;

/// <summary>What cannot be exported: one line, and no file.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Model => Path.Combine(_folder.Path, "m.onnx");

    [Theory]
    [InlineData("resnet11_small", "resnet11_small: has no weights", "--weights", "--random")]
    [InlineData("resnet11_smal --random", "unknown model 'resnet11_smal'. Did you mean 'resnet11_small'?")]
    [InlineData("resnet11_small --random --weights w.pth", "--weights and --random: got both, expected one")]
    [InlineData("resnet11_small --weights none.pth", "none.pth")]
    [InlineData("resnet11_small --seed 3", "--seed: chooses among random weights, but --random is not given")]
    [InlineData("resnet11_small --random --opset 12", "opset: got 12, expected 13 to 26")]
    [InlineData("resnet11_small --random --size 0", "--size: got '0', expected a side or a height and a width in pixels")]
    [InlineData("resnet11_small --random --size 2x3x4", "--size: got '2x3x4'")]
    [InlineData("resnet11_small --random --size x4", "--size: got 'x4'")]
    [InlineData("resnet11_small --random --size -4", "--size: got '-4'")]
    [InlineData("resnet11_small --random --batch some", "--batch: got 'some', expected a whole number from 1 up, or dynamic")]
    [InlineData("resnet11_small --random --batch 0", "--batch: got '0'")]
    [InlineData("resnet11_small --random --normalize-inside", "mean and deviation are not known")]
    [InlineData("resnet11_small --random --split-branches --keep-batch-norm", "branches are split")]
    [InlineData("resnet11_small --random --external-data-above 3G", "got a limit of 3000000000 bytes")]
    [InlineData("nowhere/run", "nowhere/run", "no such file")]
    public void What_cannot_be_exported_is_one_line(string line, params string[] words)
    {
        CommandRunner.Run(["export", .. line.Split(' '), "--output", Model]).FailedWith(ExitCode.BadInput, words);

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_model_needs_a_file() =>
        CommandRunner.Run("export", "resnet11_small", "--random").FailedWith(ExitCode.BadInput, "--output");

    [Fact]
    public void Names_of_classes_are_an_array_of_texts()
    {
        using var lists = new TemporaryFolder();
        var list = lists.Write("list.json", "[\"cat\", 3]");

        CommandRunner.Run("export", "resnet11_small", "--random", "-o", Model, "--class-names", list).FailedWith(
            ExitCode.BadInput, "list.json: not a JSON array of names");
    }

    [Fact]
    public void A_published_file_under_other_keys_is_exported_with_a_note()
    {
        var own = InitialWeights.Create(Catalog.Get("resnet11_small").Spec.Lower(), seed: 1);
        var (plain, prefixed) = (Path.Combine(_folder.Path, "own.safetensors"), Path.Combine(_folder.Path, "ddp.safetensors"));
        SafetensorsWriter.Write(plain, own);
        SafetensorsWriter.Write(
            prefixed, new WeightFile(own.Tensors.Select(pair => KeyValuePair.Create($"module.{pair.Key}", pair.Value))));

        CommandRunner.Run("export", "resnet11_small", "--weights", plain, "-o", Model).Succeeded();
        var result = CommandRunner.Run("export", "resnet11_small", "--weights", prefixed, "-o", Model + "2").Succeeded();

        Assert.Contains("the prefix 'module.' of the keys was stripped", result.Log, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(Model), File.ReadAllBytes(Model + "2"));
    }

    public void Dispose() => _folder.Dispose();
}
