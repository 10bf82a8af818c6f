using ScaleNet.Training.Logs;
using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Tests.Logs;

public sealed class StepIntervalTests
{
    [Fact]
    public void The_first_interval_is_the_epoch_so_far()
    {
        var line = StepInterval.Measure(Progress(epoch: 1, batch: 4, loss: 2, accuracy: 0.25, speed: 100), before: null);

        Assert.Equal((2.0, 0.25, 100.0), (line.IntervalLoss, line.IntervalTop1, line.IntervalImagesPerSecond));
    }

    // 4 batches of loss 2 and 4 of loss 1 have the mean 1.5; 4 at 100 images/s and 4 at 300 take as long as 8 at 150.
    [Fact]
    public void An_interval_is_what_came_since_the_line_before()
    {
        var before = StepInterval.Measure(Progress(epoch: 1, batch: 4, loss: 2, accuracy: 0.25, speed: 100), before: null);

        var line = StepInterval.Measure(Progress(epoch: 1, batch: 8, loss: 1.5, accuracy: 0.5, speed: 150), before);

        Assert.Equal((1.5, 0.5, 150.0), (line.TrainLoss, line.TrainTop1, line.ImagesPerSecond));
        Assert.Equal((1.0, 0.75), (line.IntervalLoss, line.IntervalTop1));
        Assert.Equal(300, line.IntervalImagesPerSecond, tolerance: 1e-9);
    }

    [Fact]
    public void The_line_of_another_epoch_is_none_before()
    {
        var before = StepInterval.Measure(Progress(epoch: 1, batch: 8, loss: 2, accuracy: 0.25, speed: 100), before: null);

        var line = StepInterval.Measure(Progress(epoch: 2, batch: 4, loss: 1, accuracy: 0.5, speed: 50), before);

        Assert.Equal((1.0, 0.5, 50.0), (line.IntervalLoss, line.IntervalTop1, line.IntervalImagesPerSecond));
    }

    [Fact]
    public void A_clock_that_stood_still_gives_no_infinite_speed()
    {
        var line = StepInterval.Measure(Progress(epoch: 1, batch: 4, loss: 1, accuracy: 0.5, speed: 0), before: null);

        Assert.Equal(0, line.IntervalImagesPerSecond);
    }

    private static StepProgress Progress(int epoch, int batch, double loss, double accuracy, double speed) => new()
    {
        Step = (8 * (epoch - 1)) + batch,
        Epoch = epoch,
        Epochs = 2,
        Batch = batch,
        Batches = 8,
        Loss = loss,
        Accuracy = accuracy,
        LearningRate = 0.1,
        ImagesPerSecond = speed,
    };
}
