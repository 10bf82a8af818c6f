using ScaleNet.Training.Loops;

namespace ScaleNet.Training.Tests.Loops;

public sealed class StepSeedTests
{
    [Fact]
    public void Every_step_of_every_run_has_a_seed_of_its_own_in_the_low_bits_too()
    {
        var seeds =
            from run in Enumerable.Range(0, 5)
            from step in Enumerable.Range(0, 1000)
            select (uint)StepSeed.Of(run, step);

        Assert.Distinct(seeds);
    }

    // A change would give resumed runs other masks than they had before.
    [Fact]
    public void The_seeds_stay_as_they_are() => Assert.Equal(-829430230540896668, StepSeed.Of(runSeed: 7, step: 1000));
}
