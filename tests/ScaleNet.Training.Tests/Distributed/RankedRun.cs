using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Distributed;
using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Tests.Distributed;

/// <summary>A training by several ranks that are threads.</summary>
internal static class RankedRun
{
    /// <summary>Trains until the end or until a rank is asked to stop; what rank 0 returns.</summary>
    public static RunStatus Train(
        int worldSize, TrainingJob job, Recorder? recorder = null, Func<ICollective, ICollective>? wrap = null)
    {
        var statuses = new RunStatus[worldSize];
        var observer = recorder ?? new Recorder();
        InProcess.Run(worldSize, collective =>
        {
            Tiny.UseOneThread();
            var ranked = job with { Ranks = wrap?.Invoke(collective) ?? collective };
            statuses[collective.Rank] = new Trainer(ranked, observer, TimeProvider.System)
                .Run(TestContext.Current.CancellationToken).Status;
        });
        Assert.All(statuses, status => Assert.Equal(statuses[0], status));
        return statuses[0];
    }
}
