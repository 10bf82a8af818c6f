using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Evaluation.Tests.Runs;

public sealed class StepsLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string LogFile => _folder.File("steps.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_line_has_the_names_of_the_metrics()
    {
        Append(Step(50));

        Assert.Equal(
            """
            {"step":50,"epoch":1,"batch":50,"learning_rate":0.1,"train/loss":2.5,"train/top1":0.25,"images_per_second":500,
            "interval/loss":2,"interval/top1":0.5,"interval/images_per_second":400}
            """.ReplaceLineEndings("") + "\n",
            File.ReadAllText(LogFile));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        StepMetrics[] steps = [Step(50), Step(100) with { GradientNorm = 1.5 }, Step(150) with { GradientNorm = double.NaN }];

        Append(steps);

        Assert.Equal(steps, StepsLog.Read(_folder.Path));
    }

    [Fact]
    public void A_run_without_the_file_has_no_steps()
    {
        Assert.Empty(StepsLog.Read(_folder.Path));
        Assert.Empty(StepsLog.TruncateAfter(_folder.Path, 10));
        Assert.False(File.Exists(LogFile));
    }

    [Fact]
    public void A_torn_last_line_is_dropped()
    {
        Append(Step(50), Step(100));
        File.AppendAllText(LogFile, "{\"step\":15");

        Assert.Equal([50, 100], StepsLog.Read(_folder.Path).Select(step => step.Step));
    }

    [Fact]
    public void Steps_that_do_not_rise_are_an_error_that_names_the_line()
    {
        Append(Step(50), Step(100), Step(100));

        var error = Assert.Throws<RunFolderException>(() => StepsLog.Read(_folder.Path));

        Assert.Contains("steps.jsonl line 3: steps must rise (got 100 after 100)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, new long[0])]
    [InlineData(100, new long[] { 50, 100 })]
    [InlineData(149, new long[] { 50, 100 })]
    [InlineData(900, new long[] { 50, 100, 150 })]
    public void Truncation_keeps_the_steps_up_to_the_given_one(long step, long[] kept)
    {
        Append(Step(50), Step(100), Step(150));
        File.AppendAllText(LogFile, "{\"step\":20");

        var told = StepsLog.TruncateAfter(_folder.Path, step);

        Assert.Equal(kept, told.Select(metrics => metrics.Step));
        Assert.Equal(told, StepsLog.Read(_folder.Path));
        Assert.Equal(["steps.jsonl"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Truncation_passes_over_what_a_power_cut_spoiled()
    {
        Append(Step(50), Step(100));
        File.AppendAllText(LogFile, "\0\0\0\0\nnull\n");
        Append(Step(100), Step(150));

        StepsLog.TruncateAfter(_folder.Path, 150);

        Assert.Equal([Step(50), Step(100), Step(150)], StepsLog.Read(_folder.Path));
    }

    private static StepMetrics Step(long step) => new()
    {
        Step = step,
        Epoch = 1,
        Batch = (int)step,
        LearningRate = 0.1,
        TrainLoss = 2.5,
        TrainTop1 = 0.25,
        ImagesPerSecond = 500,
        IntervalLoss = 2,
        IntervalTop1 = 0.5,
        IntervalImagesPerSecond = 400,
    };

    private void Append(params StepMetrics[] steps)
    {
        using var file = new FileStream(LogFile, FileMode.Append);
        Array.ForEach(steps, step => file.Write(StepsLog.LineOf(step).Span));
    }
}
