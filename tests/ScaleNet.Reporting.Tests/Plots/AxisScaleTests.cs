using ScaleNet.Reporting.Plots;

namespace ScaleNet.Reporting.Tests.Plots;

public sealed class AxisScaleTests
{
    [Theory]
    [InlineData(0, 100, "0 20 40 60 80 100")]
    [InlineData(0.13, 0.42, "0.1 0.2 0.3 0.4 0.5")]
    [InlineData(20.1, 20.4, "20.1 20.2 20.3 20.4")]
    [InlineData(7, 7, "6.6 6.8 7.0 7.2 7.4")]
    [InlineData(0, 0, "0.0 0.2 0.4 0.6 0.8 1.0")]
    public void Ticks_are_round_and_enclose_the_values(double minimum, double maximum, string expected)
    {
        var axis = new AxisScale(minimum, maximum, 0, 1);

        Assert.Equal(expected, string.Join(' ', axis.Ticks.Select(axis.TickText)));
    }

    [Fact]
    public void Counts_have_no_halves()
    {
        var axis = new AxisScale(0, 2, 0, 1, smallestStep: 1);

        Assert.Equal("0 1 2", string.Join(' ', axis.Ticks.Select(axis.TickText)));
    }

    [Fact]
    public void Positions_run_from_start_to_end()
    {
        var axis = new AxisScale(0, 100, 240, 0);

        Assert.Equal(240, axis.Position(0));
        Assert.Equal(60, axis.Position(75));
        Assert.Equal(0, axis.Position(100));
    }
}
