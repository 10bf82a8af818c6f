using ScaleNet.Evaluation.Runs;
using ScaleNet.Tests;
using ScaleNet.Training.Logs;
using Tensorboard;

namespace ScaleNet.Training.Tests.Logs;

public sealed class EventFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HandClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_begins_with_its_version_and_where_the_session_starts()
    {
        var file = new EventFile(_folder.Path, firstStep: 6_000_000_001, _clock);
        file.Flush();

        var events = EventReader.Read(Assert.Single(RunLayout.EventFiles(_folder.Path)));

        Assert.Equal(2, events.Count);
        Assert.Equal("brain.Event:2", events[0].FileVersion);
        Assert.Equal((6_000_000_001, SessionLog.Types.SessionStatus.Start), (events[1].Step, events[1].SessionLog.Status));
        Assert.Equal(_clock.GetUtcNow().ToUnixTimeSeconds(), events[1].WallTime);
    }

    [Fact]
    public void Numbers_have_their_tag_step_and_time_and_missing_ones_are_left_out()
    {
        var file = new EventFile(_folder.Path, firstStep: 1, _clock);
        _clock.Turn(TimeSpan.FromSeconds(0.5));
        file.Add(7, ("train/loss", 1.5), ("val/top1", null), ("gradient_norm", double.PositiveInfinity));
        file.Flush();

        var last = EventReader.Read(Assert.Single(RunLayout.EventFiles(_folder.Path)))[^1];

        Assert.Equal(_clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0, last.WallTime);
        Assert.Equal(
            [("train/loss", 7L, 1.5f), ("gradient_norm", 7, float.PositiveInfinity)], EventReader.Scalars(_folder.Path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-100)] // a clock that was put back
    [InlineData(100)]
    public void The_file_of_a_later_session_sorts_behind_the_others(int seconds)
    {
        for (var session = 1; session <= 3; session++)
        {
            var file = new EventFile(_folder.Path, session, _clock);
            file.Add(session, ("x", session));
            file.Flush();
            _clock.Turn(TimeSpan.FromSeconds(seconds));
        }

        Assert.Equal([1f, 2, 3], EventReader.Scalars(_folder.Path).Select(scalar => scalar.Value));
    }

    [Fact]
    public void A_file_that_a_kill_tore_is_read_up_to_there()
    {
        var file = new EventFile(_folder.Path, firstStep: 1, _clock);
        file.Add(1, ("x", 1));
        file.Add(2, ("x", 2));
        file.Flush();
        using (var torn = File.OpenWrite(RunLayout.EventFiles(_folder.Path)[0]))
        {
            torn.SetLength(torn.Length - 1);
        }

        var next = new EventFile(_folder.Path, firstStep: 2, _clock);
        next.Add(2, ("x", 20));
        next.Flush();

        Assert.Equal([("x", 1L, 1f), ("x", 2, 20)], EventReader.Scalars(_folder.Path));
    }
}
