using ScaleNet.Evaluation.Runs;
using ScaleNet.Tests;
using ScaleNet.Training.Logs;
using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Tests.Logs;

/// <summary>When a log is written, by a clock that is turned by hand.</summary>
public sealed class RunLogFlushTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HandClock _clock = new();
    private readonly RunLog _log;

    public RunLogFlushTests()
    {
        _log = new RunLog(_clock, interval: 1);
        _log.RunStarted(Start(_folder.Path));
        _log.EpochStarted(1);
    }

    public void Dispose()
    {
        _log.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Lines_wait_in_memory_for_ten_seconds_at_most()
    {
        Step(1);
        _clock.Turn(TimeSpan.FromSeconds(9.9));
        Step(2);
        Assert.Empty(Lines);

        _clock.Turn(TimeSpan.FromSeconds(0.1));
        Step(3);
        Assert.Equal([1L, 2, 3], Lines);

        Step(4);
        Assert.Equal([1L, 2, 3], Lines);
    }

    [Fact]
    public void The_last_step_of_an_epoch_is_written_before_the_evaluation()
    {
        Step(1);
        Step(Batches);

        Assert.Equal([1L, Batches], Lines);
    }

    [Fact]
    public void A_checkpoint_finds_the_log_up_to_it()
    {
        Step(1);
        _log.CheckpointStarting();

        Assert.Equal([1L], Lines);
        Assert.Equal([1L], EventReader.Scalars(_folder.Path).Select(scalar => scalar.Step).Distinct());
    }

    [Fact]
    public void What_is_left_is_written_at_the_end_even_of_a_failed_training()
    {
        Step(1);
        _log.Dispose();

        Assert.Equal([1L], Lines);
    }

    [Fact]
    public void A_log_that_cannot_be_written_names_its_file()
    {
        Directory.CreateDirectory(RunLayout.PathOf(_folder.Path, RunLayout.StepsFile));
        Step(1);

        var error = Assert.Throws<IOException>(() => Step(Batches));

        Assert.StartsWith(
            $"{RunLayout.PathOf(_folder.Path, RunLayout.StepsFile)}: cannot be written (", error.Message, StringComparison.Ordinal);
    }

    private const int Batches = 100;

    private IEnumerable<long> Lines => StepsLog.Read(_folder.Path).Select(line => line.Step);

    private void Step(int step) => _log.StepDone(new StepProgress
    {
        Step = step,
        Epoch = 1,
        Epochs = 1,
        Batch = step,
        Batches = Batches,
        Loss = 1,
        Accuracy = 0.5,
        LearningRate = 0.1,
        ImagesPerSecond = 100,
    });

    private static RunStart Start(string folder) => new()
    {
        RunFolder = folder,
        Network = "Net",
        Parameters = 1,
        Macs = 1,
        DataSource = "images",
        TrainImages = 1,
        TestImages = 1,
        Epochs = 1,
        Batches = Batches,
        FirstEpoch = 1,
        FirstBatch = 0,
        Notes = [],
    };
}
