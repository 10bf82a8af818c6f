using System.Globalization;

namespace ScaleNet.Reporting.Plots;

/// <summary>A linear axis with round ticks: values to positions.</summary>
internal sealed class AxisScale
{
    private const int AimedSteps = 5;

    private readonly double _step;
    private readonly long _firstTick;
    private readonly long _lastTick;
    private readonly double _start;
    private readonly double _end;

    /// <summary>
    /// The axis from <paramref name="start"/> to <paramref name="end"/> whose ticks enclose both values.
    /// </summary>
    /// <param name="minimum">The smallest finite value to show.</param>
    /// <param name="maximum">The largest.</param>
    /// <param name="start">Position of the first tick.</param>
    /// <param name="end">
    /// Position of the last tick; less than <paramref name="start"/> for an axis that goes up.
    /// </param>
    /// <param name="smallestStep">1 for counts, which have no halves.</param>
    public AxisScale(double minimum, double maximum, double start, double end, double smallestStep = 0)
    {
        if (minimum == maximum)
        {
            (minimum, maximum) = Around(minimum);
        }

        _step = Math.Max(RoundStep((maximum - minimum) / AimedSteps), smallestStep);
        _firstTick = (long)Math.Floor((minimum / _step) + 1e-9);
        _lastTick = Math.Max(_firstTick + 1, (long)Math.Ceiling((maximum / _step) - 1e-9));
        _start = start;
        _end = end;
    }

    public IEnumerable<double> Ticks
    {
        get
        {
            for (var tick = _firstTick; tick <= _lastTick; tick++)
            {
                yield return tick * _step;
            }
        }
    }

    public double Position(double value)
    {
        var first = _firstTick * _step;
        return _start + ((value - first) / ((_lastTick * _step) - first) * (_end - _start));
    }

    /// <summary>A tick's value with as many decimals as its neighbours need to differ.</summary>
    public string TickText(double tick)
    {
        var decimals = Math.Max(0, (int)-Math.Floor(Math.Log10(_step) + 1e-9));
        return tick.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    // One value has no span of its own: a tenth of it keeps its digits readable.
    private static (double Minimum, double Maximum) Around(double value)
    {
        const double HalfSpan = 0.05;
        return value == 0 ? (0, 1) : (value - (HalfSpan * Math.Abs(value)), value + (HalfSpan * Math.Abs(value)));
    }

    // 1, 2 or 5 times a power of ten, the next above the wish.
    private static double RoundStep(double wish)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(wish)));
        double[] factors = [1, 2, 5, 10];
        return power * factors.First(factor => wish <= factor * power * (1 + 1e-9));
    }
}
