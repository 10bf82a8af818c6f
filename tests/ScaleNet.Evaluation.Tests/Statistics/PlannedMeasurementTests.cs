using ScaleNet.Evaluation.Statistics;

namespace ScaleNet.Evaluation.Tests.Statistics;

public sealed class PlannedMeasurementTests
{
    [Fact]
    public void Settings_take_turns() => Assert.Equal(
        [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)],
        PlannedMeasurement.InRounds(settings: 3, rounds: 2).Select(planned => (planned.Round, planned.Setting)));

    [Fact]
    public void A_process_that_was_asked_to_stop_never_starts() => Assert.Throws<OperationCanceledException>(() =>
        MeasuringProcess.Run([], new Dictionary<string, string>(), new CancellationToken(canceled: true)));
}
