using System.Text;

namespace ScaleNet.Reporting.Plots;

/// <summary>The colours of the series and the style sheet that every chart shares.</summary>
/// <remarks>
/// After Okabe and Ito's colours for colour-blind readers, darkened on light and lightened on dark ground until each
/// stands out from the ground by 3:1 (a test computes it). Colour is never the only sign: bars carry labels in a fixed
/// order, lines carry markers of different shapes.
/// </remarks>
internal static class Palette
{
    public const string LightGround = "#ffffff";
    public const string DarkGround = "#15171c";

    private const string White = "#ffffff";
    private const string Black = "#000000";

    // Static members are initialised in order: these before the rules made of them.
    private static Theme Light { get; } = new(LightGround, "#1b1d22", "#565b66", "#d9dce3");

    private static Theme Dark { get; } = new(DarkGround, "#eceef2", "#a9afbb", "#353a45");

    /// <summary>The colours, in the order in which series take them.</summary>
    public static IReadOnlyList<SeriesColour> Series { get; } =
    [
        new("#0072b2", White, "#56b4e9", Black),
        new("#d47e00", Black, "#e69f00", Black),
        new("#009e73", Black, "#2bc59b", Black),
        new("#cc79a7", Black, "#e29ac5", Black),
        new("#7a3e9d", White, "#b892d6", Black),
        new("#8c510a", White, "#c8965a", Black),
        new("#3a97d0", Black, "#9ad4f5", Black),
        new("#5e5e5e", White, "#b5b5b5", Black),
    ];

    /// <summary>The charts' rules: <c>f0</c> fills, <c>l0</c> strokes, <c>t0</c> is text on that fill.</summary>
    /// <remarks>Literal colours, no CSS variables: drawing programs do not know those.</remarks>
    public static string ChartCss { get; } = $$"""
        svg text { font-family: system-ui, sans-serif; font-size: 12px; }
        svg .small { font-size: 11px; }
        svg .strong { font-weight: 600; }
        svg .curve { fill: none; stroke-width: 2; stroke-linejoin: round; }
        svg .dashed { stroke-dasharray: 5 4; }
        svg .dotted { stroke-dasharray: 1.5 3; }
        svg .thin { stroke-width: 1.5; }
        svg { print-color-adjust: exact; forced-color-adjust: none; }
        {{ColourRules(Light, colour => (colour.Light, colour.OnLight))}}
        @media screen and (prefers-color-scheme: dark) {
        {{ColourRules(Dark, colour => (colour.Dark, colour.OnDark))}}
        }

        """;

    /// <summary>The same colours as variables, for the page around the charts.</summary>
    /// <remarks>Print always takes the light ones: dark ground would drown the paper in ink.</remarks>
    public static string PageCss { get; } = $$"""
        :root { {{Variables(Light, Series[0].Light, Series[1].Light)}} }
        @media screen and (prefers-color-scheme: dark) {
        :root { {{Variables(Dark, Series[0].Dark, Series[1].Dark)}} }
        }

        """;

    public static string Fill(int series) => $"f{series % Series.Count}";

    public static string Line(int series) => $"l{series % Series.Count}";

    public static string TextOnFill(int series) => $"t{series % Series.Count}";

    private static string ColourRules(Theme theme, Func<SeriesColour, (string Fill, string Text)> choose)
    {
        var css = new StringBuilder();
        css.Append($"svg {{ background: {theme.Ground}; }}\n");
        css.Append($"svg text {{ fill: {theme.Ink}; }} svg .muted {{ fill: {theme.Muted}; }}\n");
        css.Append($"svg .grid {{ stroke: {theme.Grid}; }} svg .axis {{ stroke: {theme.Muted}; }}\n");
        css.Append($"svg .segment, svg .marker {{ stroke: {theme.Ground}; }}");
        for (var i = 0; i < Series.Count; i++)
        {
            var (fill, text) = choose(Series[i]);
            css.Append($"\nsvg .f{i} {{ fill: {fill}; }} svg .l{i} {{ stroke: {fill}; }} ");
            css.Append($"svg .t{i} {{ fill: {text}; }}");
        }

        return css.ToString();
    }

    private static string Variables(Theme theme, string accent, string warning) =>
        $"--ground: {theme.Ground}; --ink: {theme.Ink}; --muted: {theme.Muted}; --grid: {theme.Grid}; " +
        $"--accent: {accent}; --warning: {warning};";

    /// <summary>The colours that are no series'.</summary>
    private sealed record Theme(string Ground, string Ink, string Muted, string Grid);

    /// <summary>A series' colour and the colour of text upon it, on light and on dark ground.</summary>
    internal sealed record SeriesColour(string Light, string OnLight, string Dark, string OnDark);
}
