namespace ScaleNet.Reporting.Plots;

/// <summary>Finds a free place beside each point for its label: right, left, above or below, else the first.</summary>
internal static class LabelPlacement
{
    private const double LineHeight = 14;
    private const double Distance = 9;
    private const double MarkReach = 6;

    public static IReadOnlyList<Box> Place(IReadOnlyList<Spot> points, IReadOnlyList<string> labels, Box area)
    {
        var taken = points
            .Select(point => new Box(point.X - MarkReach, point.Y - MarkReach, 2 * MarkReach, 2 * MarkReach))
            .ToList();
        var places = new List<Box>();
        for (var i = 0; i < points.Count; i++)
        {
            var candidates = Candidates(points[i], Legend.TextWidth(labels[i]));
            var best = candidates.FirstOrDefault(
                box => area.Contains(box) && !taken.Any(box.Overlaps), candidates.Find(area.Contains));
            places.Add(best == default ? candidates[0] : best);
            taken.Add(places[^1]);
        }

        return places;
    }

    private static List<Box> Candidates(Spot at, double width) =>
    [
        new(at.X + Distance, at.Y - (LineHeight / 2), width, LineHeight),
        new(at.X - Distance - width, at.Y - (LineHeight / 2), width, LineHeight),
        new(at.X - (width / 2), at.Y - Distance - LineHeight, width, LineHeight),
        new(at.X - (width / 2), at.Y + Distance, width, LineHeight),
        new(at.X + Distance, at.Y - Distance - LineHeight, width, LineHeight),
        new(at.X + Distance, at.Y + Distance, width, LineHeight),
        new(at.X - Distance - width, at.Y - Distance - LineHeight, width, LineHeight),
        new(at.X - Distance - width, at.Y + Distance, width, LineHeight),
    ];
}
