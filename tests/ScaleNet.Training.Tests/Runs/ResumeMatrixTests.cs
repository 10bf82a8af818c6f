using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Distributed;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;
using ScaleNet.Training.Tests.Distributed;

namespace ScaleNet.Training.Tests.Runs;

/// <summary>Wherever a training is stopped, and whatever it does, going on ends with the bits of one that was not.</summary>
[Trait("Tier", "slow")]
public sealed class ResumeMatrixTests : IDisposable
{
    private const int Accumulation = 2;

    // A rank asks once whether there is anything to do, and then before each batch: the second batch of the third step.
    private const int Question = 1 + (2 * Accumulation) + 2;

    private readonly TemporaryFolder _folder = new();

    /// <summary>Where a training is stopped.</summary>
    public enum Place
    {
        /// <summary>After the last step of an epoch.</summary>
        EpochEnd,

        /// <summary>Between two steps.</summary>
        MidEpoch,

        /// <summary>Between two batches of one step.</summary>
        MidAccumulation,
    }

    public static TheoryData<Place, bool, bool, int> Matrix => new(
        from place in Enum.GetValues<Place>()
        from hasAverage in new[] { false, true }
        from isMixed in new[] { false, true }
        from ranks in new[] { 1, 2 }
        select (place, hasAverage, isMixed, ranks));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Matrix))]
    public void A_stop_anywhere_costs_not_a_bit(Place place, bool hasAverage, bool isMixed, int ranks)
    {
        var straight = Job("straight", hasAverage, isMixed);
        var broken = Job("broken", hasAverage, isMixed);
        Train(straight, ranks, place: null);
        Train(broken, ranks, place);
        Assert.Equal(RunStatus.Stopped, RunInfo.Read(broken.RunFolder).Status);

        Train(broken with { Mode = RunMode.Resume }, ranks, place: null);

        RunFiles.AssertSame(straight.RunFolder, broken.RunFolder, epoch: 2);
    }

    private ClassificationJob Job(string name, bool hasAverage, bool isMixed) => Tiny.Job(_folder.In(name)) with
    {
        Recipe = Tiny.Recipe with
        {
            GradientAccumulation = Accumulation,
            Ema = hasAverage ? new WeightAverage { Decay = 0.9, WarmUp = true } : null,
            Mixing = isMixed ? new BatchMixing { MixupAlpha = 0.4, CutmixAlpha = 1 } : null,
            MorphNet = isMixed ? new MorphNetRegularization { Strength = 5, AllChannels = true } : null, // every rank adds it for itself
        },
        LimitBatches = 4,
    };

    private static void Train(ClassificationJob job, int ranks, Place? place)
    {
        Tiny.UseOneThread();
        using var stop = new CancellationTokenSource();
        InProcess.Run(ranks, collective =>
        {
            var observer = new Recorder(step =>
            {
                if ((place == Place.EpochEnd && (step.Epoch, step.Batch) == (1, 4))
                    || (place == Place.MidEpoch && (step.Epoch, step.Batch) == (1, 2)))
                {
                    stop.Cancel();
                }
            });
            var shared = place == Place.MidAccumulation ? new AskedToStop(collective, Question) : collective;
            new Trainer(job with { Ranks = shared }, observer, TimeProvider.System).Run(
                collective.Rank == 0 ? stop.Token : CancellationToken.None);
        });
    }
}
