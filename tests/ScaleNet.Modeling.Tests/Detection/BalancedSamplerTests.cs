using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ScaleNet.Modeling.Detection;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Detection;

public sealed class BalancedSamplerTests
{
    private const ulong Stream = 17;

    [Property(MaxTest = 100)]
    public Property Any_draw_is_balanced_ascending_and_of_its_kind(byte[] kinds, byte count, ulong stream)
    {
        using var scope = NewDisposeScope();
        var matches = kinds.Select(kind => (kind % 5) - 2L).ToArray();
        var (positive, negative) = (matches.Count(match => match >= 0), matches.Count(match => match == BoxMatcher.Background));

        var drawn = new BalancedSampler(count, 0.25).Draw(tensor(matches), stream);

        var (yes, no) = (drawn.Positive.Indices(), drawn.Negative.Indices());
        return (yes.Length == Math.Min(positive, count / 4)
            && no.Length == Math.Min(negative, count - yes.Length)
            && yes.SequenceEqual(yes.Distinct().Order()) && no.SequenceEqual(no.Distinct().Order())
            && yes.All(i => matches[i] >= 0) && no.All(i => matches[i] == BoxMatcher.Background)).ToProperty();
    }

    [Fact]
    public void The_stream_decides_alone()
    {
        using var scope = NewDisposeScope();
        var matches = arange(1000, ScalarType.Int64).remainder(tensor(3L)).sub(tensor(1L)).neg(); // 1, 0, -1, 1, ...
        var sampler = new BalancedSampler(100, 0.5);

        var (one, again, other) = (sampler.Draw(matches, Stream), sampler.Draw(matches, Stream), sampler.Draw(matches, Stream + 1));

        Assert.Equal(one.Positive.Indices(), again.Positive.Indices());
        Assert.Equal(one.Negative.Indices(), again.Negative.Indices());
        Assert.NotEqual(one.Positive.Indices(), other.Positive.Indices());
        Assert.NotEqual(one.Negative.Indices(), other.Negative.Indices());
    }

    // Each of 40 is drawn in 400 of 1,600 draws on average, with a deviation of 17.
    [Fact]
    public void Every_proposal_is_drawn_as_often_as_another()
    {
        using var scope = NewDisposeScope();
        var matches = zeros(40, ScalarType.Int64);
        var sampler = new BalancedSampler(20, 0.5);
        var times = new int[40];

        for (var draw = 0UL; draw < 1600; draw++)
        {
            using var drawn = sampler.Draw(matches, draw);
            foreach (var index in drawn.Positive.Indices())
            {
                times[index]++;
            }
        }

        Assert.All(times, count => Assert.InRange(count, 320, 480));
    }

    [Fact]
    public void Without_a_stream_the_first_are_taken()
    {
        using var scope = NewDisposeScope();

        var drawn = new BalancedSampler(4, 0.5).Draw(tensor([-1L, 3, -2, -1, 0, 0, -1]), stream: null);

        Assert.Equal([1, 4], drawn.Positive.Indices());
        Assert.Equal([0, 3], drawn.Negative.Indices());
    }
}
