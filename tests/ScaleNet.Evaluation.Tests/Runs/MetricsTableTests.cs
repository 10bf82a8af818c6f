using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Evaluation.Tests.Runs;

public sealed class MetricsTableTests : IDisposable
{
    private const string Header =
        "epoch,step,learning_rate,train/loss,train/top1,val/loss,val/top1,val/top5,val_ema/loss,val_ema/top1,val_ema/top5,"
        + "seconds,images_per_second,skipped";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_row_has_the_numbers_of_a_line_and_nothing_where_one_is_missing()
    {
        MetricsLog.Append(_folder.Path, Epoch(1));
        MetricsLog.Append(
            _folder.Path,
            Epoch(2) with { TrainLoss = double.NaN, ValidationTop1 = 0.5, ValidationEmaTop1 = 1e-7, Skipped = 3 });

        MetricsTable.Write(_folder.Path);

        Assert.Equal(
            [Header, "1,10,0.1,2.5,0.25,,,,,,,4,500,", "2,20,0.1,NaN,0.25,,0.5,,,1E-07,,4,500,3"],
            File.ReadAllLines(_folder.File("metrics.csv")));
    }

    [Fact]
    public void A_detector_has_its_own_columns_besides()
    {
        MetricsLog.Append(
            _folder.Path, Epoch(1) with { TrainTop1 = null, TrainClassifierLoss = 0.5, ValidationAp = 0.25, ValidationAp50 = 0.75 });

        MetricsTable.Write(_folder.Path);

        var lines = File.ReadAllLines(_folder.File("metrics.csv")).Select(line => line.Split(',')).ToList();
        Assert.Equal(("0.25", "0.75"), (Value("coco/AP"), Value("coco/AP50")));
        Assert.Equal(("0.5", "", ""), (Value("train/loss_classifier"), Value("train/top1"), Value("coco/APs")));

        string Value(string column) => lines[1][lines[0].IndexOf(column)];
    }

    [Fact]
    public void A_run_before_its_first_epoch_has_a_table_without_rows()
    {
        File.WriteAllText(_folder.File("metrics.csv"), "of an older run");

        MetricsTable.Write(_folder.Path);

        Assert.Equal(Header + "\n", File.ReadAllText(_folder.File("metrics.csv")));
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
}
