using System.Globalization;
using System.Xml.Linq;
using ScaleNet.Reporting.Plots;

namespace ScaleNet.Reporting.Tests.Plots;

/// <summary>Reads a chart as XML, as a browser does.</summary>
internal static class SvgReader
{
    public static XElement Parse(SvgChart chart) => XDocument.Parse(chart.ToSvg()).Root!;

    public static IReadOnlyList<XElement> Elements(this XElement svg, string name, string cssClass) =>
    [
        .. svg.Descendants(XName.Get(name, SvgChart.SvgNamespace)).Where(element =>
            ((string?)element.Attribute("class") ?? "").Split(' ').Contains(cssClass)),
    ];

    public static double Number(this XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    public static IEnumerable<string> Texts(this XElement svg) =>
        svg.Descendants(XName.Get("text", SvgChart.SvgNamespace)).Select(element => element.Value);

    /// <summary>The points of a line.</summary>
    public static IReadOnlyList<string> Points(this XElement line) => line.Attribute("points")!.Value.Split(' ');
}
