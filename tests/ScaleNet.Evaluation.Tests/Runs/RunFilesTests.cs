using System.Text.Json;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Evaluation.Tests.Runs;

public sealed class RunFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Checkpoints_are_numbered_with_four_digits()
    {
        Assert.Equal(
            Path.Combine("run", "checkpoints", "epoch-0012.safetensors"), RunLayout.CheckpointTensorsPath("run", 12));
        Assert.Equal(Path.Combine("run", "checkpoints", "epoch-0012.json"), RunLayout.CheckpointStatePath("run", 12));
    }

    [Fact]
    public void Predictions_are_read_back()
    {
        ExamplePrediction[] written =
        [
            new("AAAA", "Shirt", [new("Coat", 0.75), new("Shirt", 0.25)]),
            new("BBBB", "Bag", [new("Bag", 1)]),
        ];

        ExamplePrediction.WriteAll(_folder.Path, written);

        var read = ExamplePrediction.ReadAll(_folder.Path);
        Assert.Equal(JsonSerializer.Serialize(written), JsonSerializer.Serialize(read));
    }

    [Fact]
    public void A_run_without_predictions_has_none() => Assert.Empty(ExamplePrediction.ReadAll(_folder.Path));

    [Fact]
    public void A_prediction_without_a_class_is_refused()
    {
        File.WriteAllText(
            _folder.File("predictions.json"), """[ { "image": "AAAA", "trueClass": "Bag", "predicted": [] } ]""");

        var error = Assert.Throws<RunFolderException>(() => ExamplePrediction.ReadAll(_folder.Path));

        Assert.Contains("$[0].predicted: got no class", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1234567890123L)]
    [InlineData(null)]
    public void A_comparison_is_read_back(long? budget)
    {
        var written = new ComparisonInfo("Title", "Note", budget, [new("Learned", "runs/learned", "learned")]);

        written.Write(_folder.Path);
        var read = ComparisonInfo.Read(_folder.Path);

        Assert.Equal(written with { Rows = read.Rows }, read);
        Assert.Equal(written.Rows, read.Rows);
    }

    [Fact]
    public void A_comparison_of_absolute_folders_is_refused()
    {
        new ComparisonInfo("Title", "Note", null, [new("Learned", "/elsewhere", "learned")]).Write(_folder.Path);

        var error = Assert.Throws<RunFolderException>(() => ComparisonInfo.Read(_folder.Path));

        Assert.Contains("$.rows[0].runFolder: got '/elsewhere'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_that_is_not_there_is_an_error() =>
        Assert.Throws<RunFolderException>(() => ComparisonInfo.Read(_folder.Path));

    [Fact]
    public void A_failed_write_keeps_the_old_file_and_leaves_nothing_beside_it()
    {
        var path = _folder.File("file.txt");
        File.WriteAllText(path, "old");

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException();
        }));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }
}
