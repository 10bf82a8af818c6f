using ScaleNet.Reporting.Markup;

namespace ScaleNet.Reporting.Plots;

/// <summary>A finished chart: an SVG picture with a title and a description in words.</summary>
/// <remarks>
/// Written by hand, without a plotting library: the SVG output of libraries that draw through Skia measures text with
/// the fonts of the machine and writes no text at all where none are installed, as in a minimal container (tried
/// with ScottPlot 5.1.59: 24 texts with fonts, none without). Here the text stays text and the reader's fonts show it.
/// </remarks>
public sealed class SvgChart
{
    /// <summary>The namespace of SVG elements; the only address in a report, and never requested.</summary>
    internal const string SvgNamespace = "http://www.w3.org/2000/svg";

    private readonly double _width;
    private readonly double _height;
    private readonly Action<MarkupWriter> _body;

    internal SvgChart(string title, string description, double width, double height, Action<MarkupWriter> body)
    {
        Title = title;
        Description = description;
        _width = width;
        _height = height;
        _body = body;
    }

    /// <summary>What the chart shows, in a few words.</summary>
    public string Title { get; }

    /// <summary>What can be seen in it, in sentences, for readers who cannot see it.</summary>
    public string Description { get; }

    /// <summary>The chart as an SVG file of its own, style included.</summary>
    public string ToSvg()
    {
        using var svg = new MarkupWriter();
        Write(svg, "chart", standalone: true);
        return svg + "\n";
    }

    /// <summary>The chart inside a page that already holds <see cref="Palette.ChartCss"/>.</summary>
    /// <param name="page">The page.</param>
    /// <param name="id">A prefix for ids, unique in the page.</param>
    internal void WriteInline(MarkupWriter page, string id) => Write(page, id, standalone: false);

    private void Write(MarkupWriter svg, string id, bool standalone)
    {
        var outer = svg.Namespace;
        svg.Namespace = SvgNamespace;
        svg.Start(
            "svg",
            ("viewBox", $"0 0 {MarkupWriter.Number(_width)} {MarkupWriter.Number(_height)}"),
            ("width", MarkupWriter.Number(_width)),
            ("height", MarkupWriter.Number(_height)),
            ("role", "img"),
            ("aria-labelledby", $"{id}-title {id}-desc"));
        svg.Element("title", Title, ("id", $"{id}-title"));
        svg.Element("desc", Description, ("id", $"{id}-desc"));
        if (standalone)
        {
            svg.Start("style");
            svg.Trusted("\n" + Palette.ChartCss);
            svg.End();
        }

        _body(svg);
        svg.End();
        svg.Namespace = outer;
    }
}
