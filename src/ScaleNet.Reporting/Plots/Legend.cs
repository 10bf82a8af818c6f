using ScaleNet.Reporting.Markup;

namespace ScaleNet.Reporting.Plots;

/// <summary>The names of the series above a chart, in as many rows as they need.</summary>
internal sealed class Legend
{
    private const double RowHeight = 20;
    private const double SignWidth = 18;
    private const double Gap = 16;

    private readonly List<(string Name, Spot At)> _places = [];

    public Legend(IReadOnlyList<string> names, double left, double top, double right)
    {
        var x = left;
        var y = top;
        foreach (var name in names)
        {
            var width = SignWidth + TextWidth(name) + Gap;
            if (x > left && x + width > right)
            {
                x = left;
                y += RowHeight;
            }

            _places.Add((name, new Spot(x, y)));
            x += width;
        }

        Bottom = y + RowHeight;
    }

    public double Bottom { get; }

    /// <summary>About how wide a text is in the charts' 12 px type: no font is at hand to ask.</summary>
    public static double TextWidth(string text)
    {
        const double AverageCharacter = 6.8;
        return text.Length * AverageCharacter;
    }

    /// <summary>Every name with the sign that <paramref name="drawSign"/> puts at the middle of its place.</summary>
    public void Write(MarkupWriter svg, Action<Spot, int> drawSign)
    {
        const double Baseline = 13;
        for (var series = 0; series < _places.Count; series++)
        {
            var (name, at) = _places[series];
            drawSign(new Spot(at.X + 6, at.Y + (RowHeight / 2) - 1), series);
            svg.Label(new Spot(at.X + SignWidth, at.Y + Baseline), name);
        }
    }
}
