using ScaleNet.Reporting.Markup;

namespace ScaleNet.Reporting.Plots;

/// <summary>The few SVG shapes that the charts are made of. Units: user units, px at natural size.</summary>
internal static class SvgShapes
{
    private const double MarkerRadius = 4.5;
    private const double DotRadius = 2.2;

    public static void Rect(this MarkupWriter svg, Box box, string css, string? tooltip = null)
    {
        svg.Start(
            "rect",
            ("class", css),
            ("x", MarkupWriter.Number(box.X)),
            ("y", MarkupWriter.Number(box.Y)),
            ("width", MarkupWriter.Number(box.Width)),
            ("height", MarkupWriter.Number(box.Height)));
        if (tooltip is not null)
        {
            svg.Element("title", tooltip);
        }

        svg.End();
    }

    /// <summary>Text at a point; <paramref name="anchor"/> is start, middle or end.</summary>
    public static void Label(
        this MarkupWriter svg, Spot at, string text, string css = "ink", string anchor = "start") => svg.Element(
            "text",
            text,
            ("class", css),
            ("x", MarkupWriter.Number(at.X)),
            ("y", MarkupWriter.Number(at.Y)),
            ("text-anchor", anchor));

    /// <summary>Text that reads upwards, for the title of a vertical axis.</summary>
    public static void UprightLabel(this MarkupWriter svg, Spot at, string text) => svg.Element(
        "text",
        text,
        ("class", "muted"),
        ("transform", $"translate({MarkupWriter.Number(at.X)} {MarkupWriter.Number(at.Y)}) rotate(-90)"),
        ("text-anchor", "middle"));

    public static void Line(this MarkupWriter svg, Spot from, Spot to, string css) => svg.Void(
        "line",
        ("class", css),
        ("x1", MarkupWriter.Number(from.X)),
        ("y1", MarkupWriter.Number(from.Y)),
        ("x2", MarkupWriter.Number(to.X)),
        ("y2", MarkupWriter.Number(to.Y)));

    public static void Polyline(this MarkupWriter svg, IEnumerable<Spot> points, string css) => svg.Void(
        "polyline",
        ("class", css),
        ("points", string.Join(' ', points.Select(p => $"{MarkupWriter.Number(p.X)},{MarkupWriter.Number(p.Y)}"))));

    /// <summary>A filled mark whose shape and colour both follow the series.</summary>
    public static void Marker(this MarkupWriter svg, Spot at, int series, string? tooltip = null)
    {
        svg.Start(
            "path",
            ("class", $"marker {Palette.Fill(series)}"),
            ("transform", $"translate({MarkupWriter.Number(at.X)} {MarkupWriter.Number(at.Y)})"),
            ("d", MarkerPaths[series % MarkerPaths.Length]));
        if (tooltip is not null)
        {
            svg.Element("title", tooltip);
        }

        svg.End();
    }

    /// <summary>A small disc, for one value among those that a mark sums up.</summary>
    public static void Dot(this MarkupWriter svg, Spot at, int series) => svg.Void(
        "circle",
        ("class", Palette.Fill(series)),
        ("cx", MarkupWriter.Number(at.X)),
        ("cy", MarkupWriter.Number(at.Y)),
        ("r", MarkupWriter.Number(DotRadius)));

    private static readonly string[] MarkerPaths =
    [
        $"M-{MarkerRadius} 0a{MarkerRadius} {MarkerRadius} 0 1 0 9 0a{MarkerRadius} {MarkerRadius} 0 1 0 -9 0z", // disc
        "M-4 -4h8v8h-8z", // square
        "M0 -5.5l5.2 9h-10.4z", // triangle
        "M0 -5.8l5.8 5.8l-5.8 5.8l-5.8 -5.8z", // diamond
        "M-1.6 -5h3.2v3.4h3.4v3.2h-3.4v3.4h-3.2v-3.4h-3.4v-3.2h3.4z", // plus
    ];
}
