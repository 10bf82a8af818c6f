using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Evaluation.Tests.Runs;

public sealed class MetricsLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string LogFile => _folder.File("metrics.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_line_has_the_names_of_the_metrics()
    {
        MetricsLog.Append(_folder.Path, Epoch(1) with { ValidationTop5 = 0.75 });

        Assert.Equal(
            """
            {"epoch":1,"step":10,"learning_rate":0.1,"train/loss":2.5,"train/top1":0.25,"val/loss":null,
            "val/top1":null,"val/top5":0.75,"seconds":4,"images_per_second":500}
            """.ReplaceLineEndings("") + "\n",
            File.ReadAllText(LogFile));
    }

    [Fact]
    public void What_is_appended_is_read_back_in_order()
    {
        EpochMetrics[] epochs = [Epoch(1), Epoch(2) with { ValidationLoss = double.PositiveInfinity }, Epoch(4)];

        foreach (var epoch in epochs)
        {
            MetricsLog.Append(_folder.Path, epoch);
        }

        Assert.Equal(epochs, MetricsLog.Read(_folder.Path));
    }

    [Fact]
    public void Averaged_weights_and_skipped_images_have_their_names()
    {
        var epoch = Epoch(1) with
        {
            ValidationEmaLoss = 1.5,
            ValidationEmaTop1 = 0.5,
            ValidationEmaTop5 = 0.875,
            Skipped = 2,
        };

        MetricsLog.Append(_folder.Path, epoch);

        Assert.Contains(
            "\"val_ema/loss\":1.5,\"val_ema/top1\":0.5,\"val_ema/top5\":0.875,\"seconds\":4,\"images_per_second\":500,\"skipped\":2}",
            File.ReadAllText(LogFile),
            StringComparison.Ordinal);
        Assert.Equal(epoch, Assert.Single(MetricsLog.Read(_folder.Path)));
    }

    [Fact]
    public void A_run_without_an_epoch_has_no_metrics() => Assert.Empty(MetricsLog.Read(_folder.Path));

    [Fact]
    public void A_missing_folder_is_an_error() =>
        Assert.Throws<RunFolderException>(() => MetricsLog.Read(_folder.File("missing")));

    [Fact]
    public void A_torn_last_line_is_dropped_by_reading()
    {
        Append(1, 2);
        Truncate(bytes: 5);

        Assert.Equal([1], MetricsLog.Read(_folder.Path).Select(epoch => epoch.Epoch));
    }

    [Fact]
    public void A_torn_last_line_is_replaced_by_appending()
    {
        Append(1, 2);
        Truncate(bytes: 5);

        Append(2);

        Assert.Equal([Epoch(1), Epoch(2)], MetricsLog.Read(_folder.Path));
    }

    [Fact]
    public void A_torn_only_line_leaves_nothing()
    {
        Append(1);
        Truncate(bytes: 1);

        Assert.Empty(MetricsLog.Read(_folder.Path));
    }

    [Fact]
    public void A_torn_line_elsewhere_is_an_error_that_names_the_line()
    {
        Append(1, 2);
        var lines = File.ReadAllLines(LogFile);
        File.WriteAllText(LogFile, $"{lines[0]}\n{{\"ep\n{lines[1]}\n");

        var error = Assert.Throws<RunFolderException>(() => MetricsLog.Read(_folder.Path));

        Assert.Contains("metrics.jsonl line 2: not the expected JSON", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Epochs_that_do_not_rise_are_an_error()
    {
        Append(1, 3, 3);

        var error = Assert.Throws<RunFolderException>(() => MetricsLog.Read(_folder.Path));

        Assert.Contains("line 3: epochs must rise (got 3 after 3)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, new int[0])]
    [InlineData(2, new[] { 1, 2 })]
    [InlineData(9, new[] { 1, 2, 3 })]
    public void Truncation_keeps_the_epochs_up_to_the_given_one(int epoch, int[] kept)
    {
        Append(1, 2, 3);

        MetricsLog.TruncateAfter(_folder.Path, epoch);

        Assert.Equal(kept, MetricsLog.Read(_folder.Path).Select(metrics => metrics.Epoch));
        Assert.Equal(["metrics.jsonl"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    private static EpochMetrics Epoch(int epoch) => new()
    {
        Epoch = epoch,
        Step = 10 * epoch,
        LearningRate = 0.1,
        TrainLoss = 2.5,
        TrainTop1 = 0.25,
        Seconds = 4,
        ImagesPerSecond = 500,
    };

    private void Append(params int[] epochs)
    {
        foreach (var epoch in epochs)
        {
            MetricsLog.Append(_folder.Path, Epoch(epoch));
        }
    }

    private void Truncate(int bytes)
    {
        using var stream = File.OpenWrite(LogFile);
        stream.SetLength(stream.Length - bytes);
    }
}
