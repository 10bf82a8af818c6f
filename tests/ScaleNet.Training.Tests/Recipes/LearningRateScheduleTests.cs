using ScaleNet.Training.Recipes;

namespace ScaleNet.Training.Tests.Recipes;

public sealed class LearningRateScheduleTests
{
    private const double Tolerance = 1e-12; // a few roundings of numbers near 1
    private const int StepsPerEpoch = 10;

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(29, 1.0)]
    [InlineData(30, 0.1)]
    [InlineData(59, 0.1)]
    [InlineData(60, 0.01)]
    [InlineData(99, 0.01)]
    public void Multi_step_falls_at_the_start_of_its_milestones(long step, double expected)
    {
        var schedule = new LearningRateSchedule { Kind = ScheduleKind.MultiStep, Milestones = [3, 6], Gamma = 0.1 };

        Assert.Equal(expected, schedule.At(step, StepsPerEpoch, epochs: 10, peak: 1), Tolerance);
    }

    [Theory]
    [InlineData(0, 2.0)]
    [InlineData(25, 1.7071067811865475)] // 1 + cos(pi / 4)
    [InlineData(50, 1.0)]
    [InlineData(75, 0.2928932188134524)]
    [InlineData(99, 0.0004934396342684)] // 1 + cos(0.99 pi): the step after the last would have 0
    public void Cosine_falls_by_half_a_wave(long step, double expected)
    {
        var schedule = new LearningRateSchedule { Kind = ScheduleKind.Cosine };

        Assert.Equal(expected, schedule.At(step, StepsPerEpoch, epochs: 10, peak: 2), Tolerance);
    }

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(4, 0.5)]
    [InlineData(9, 1.0)]
    [InlineData(10, 1.0)]
    [InlineData(20, 0.6)]
    [InlineData(29, 0.204924663762)]
    public void Warm_up_rises_step_by_step_and_the_cosine_follows_to_its_final_rate(long step, double expected)
    {
        var schedule = new LearningRateSchedule { Kind = ScheduleKind.Cosine, WarmupEpochs = 1, FinalLearningRate = 0.2 };

        Assert.Equal(expected, schedule.At(step, StepsPerEpoch, epochs: 3, peak: 1), 1e-10); // digits of the table
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 1.0)]
    [InlineData(2, 1.0)]
    [InlineData(4, 0.5)]
    public void Warm_up_goes_before_multi_step_too(long step, double expected)
    {
        var schedule = new LearningRateSchedule
        {
            Kind = ScheduleKind.MultiStep,
            WarmupEpochs = 1,
            Milestones = [2],
            Gamma = 0.5,
        };

        Assert.Equal(expected, schedule.At(step, stepsPerEpoch: 2, epochs: 4, peak: 1), Tolerance);
    }

    [Fact]
    public void Schedules_are_equal_when_their_numbers_are()
    {
        LearningRateSchedule Make(int last) => new() { Kind = ScheduleKind.MultiStep, Milestones = [3, last], Gamma = 0.1 };

        Assert.Equal(Make(6), Make(6));
        Assert.Equal(Make(6).GetHashCode(), Make(6).GetHashCode());
        Assert.NotEqual(Make(6), Make(7));
    }
}
