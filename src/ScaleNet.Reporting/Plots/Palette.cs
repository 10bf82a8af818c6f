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

    /// <summary>
    /// The charts' classes: <c>f0</c> fill, <c>l0</c> line, <c>t0</c> text on that fill, and the frame's.
    /// </summary>
    public static string Css { get; } = CreateCss();

    public static string Fill(int series) => $"f{series % Series.Count}";

    public static string Line(int series) => $"l{series % Series.Count}";

    public static string TextOnFill(int series) => $"t{series % Series.Count}";

    private static string CreateCss()
    {
        var css = new StringBuilder();
        css.Append($":root {{ --ground: {LightGround}; --ink: #1b1d22; --muted: #565b66; --grid: #d9dce3;");
        AppendVariables(css, colour => (colour.Light, colour.OnLight));
        // Print always takes the light colours: dark ground would drown the paper in ink.
        css.Append("@media screen and (prefers-color-scheme: dark) {\n");
        css.Append($":root {{ --ground: {DarkGround}; --ink: #eceef2; --muted: #a9afbb; --grid: #353a45;");
        AppendVariables(css, colour => (colour.Dark, colour.OnDark));
        css.Append("}\n");
        css.Append("""
            svg { background: var(--ground); print-color-adjust: exact; forced-color-adjust: none; }
            svg text { font: 12px system-ui, sans-serif; fill: var(--ink); }
            svg .small { font-size: 11px; }
            svg .muted { fill: var(--muted); }
            svg .strong { font-weight: 600; }
            svg .grid { stroke: var(--grid); stroke-width: 1; }
            svg .axis { stroke: var(--muted); stroke-width: 1; }
            svg .curve { fill: none; stroke-width: 2; stroke-linejoin: round; }
            svg .dashed { stroke-dasharray: 5 4; }
            svg .thin { stroke-width: 1.5; }

            """);
        for (var i = 0; i < Series.Count; i++)
        {
            css.Append($"svg .f{i} {{ fill: var(--s{i}); }} svg .l{i} {{ stroke: var(--s{i}); }} ");
            css.Append($"svg .t{i} {{ fill: var(--t{i}); }}\n");
        }

        return css.ToString();
    }

    private static void AppendVariables(StringBuilder css, Func<SeriesColour, (string Fill, string Text)> choose)
    {
        for (var i = 0; i < Series.Count; i++)
        {
            var (fill, text) = choose(Series[i]);
            css.Append($" --s{i}: {fill}; --t{i}: {text};");
        }

        css.Append(" }\n");
    }

    /// <summary>A series' colour and the colour of text upon it, on light and on dark ground.</summary>
    internal sealed record SeriesColour(string Light, string OnLight, string Dark, string OnDark);
}
