using ScaleNet.Reporting.Plots;

namespace ScaleNet.Reporting.Reports;

/// <summary>The one style sheet of a report.</summary>
internal static class ReportStyle
{
    // No character that XML would have to escape: the page is well-formed XML too.
    public static string Css { get; } = Palette.PageCss + Palette.ChartCss + """
        :root { color-scheme: light dark; }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 72rem; padding: 1.5rem; background: var(--ground); color: var(--ink);
          font: 16px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem; }
        h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; border-bottom: 1px solid var(--grid); }
        h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
        p { max-width: 65ch; margin: .5rem 0; }
        .note { border-left: 4px solid var(--warning); padding: .5rem 1rem; font-weight: 600; }
        .muted { color: var(--muted); }
        .scroll { overflow-x: auto; }
        .scroll + figure, .scroll + .scroll { margin-top: 1.25rem; }
        .scroll:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
        caption { text-align: left; color: var(--muted); padding-bottom: .4rem; }
        th, td { padding: .35rem .75rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--grid); }
        thead th { vertical-align: bottom; border-bottom: 2px solid var(--muted); }
        .number { text-align: right; }
        td.number { white-space: nowrap; }
        tbody th { min-width: 11rem; }
        pre { margin: .5rem 0; }
        figure { margin: 0 0 1.5rem; min-width: 0; }
        figcaption { font-weight: 600; margin-bottom: .5rem; }
        svg { display: block; max-width: 100%; height: auto; }
        .scroll svg { min-width: 30rem; }
        .pair { display: flex; flex-wrap: wrap; gap: 1rem 2rem; }
        .pair figure { flex: 1 1 24rem; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.25rem; margin: 1rem 0; }
        dt { color: var(--muted); }
        dd { margin: 0; overflow-wrap: anywhere; }
        details { margin: .5rem 0 1.5rem; }
        summary { cursor: pointer; color: var(--muted); }
        .gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .75rem;
          list-style: none; margin: 0; padding: 0; }
        .gallery .card { border: 1px solid var(--grid); border-radius: 6px; padding: .6rem; }
        .gallery figure { display: flex; gap: .75rem; margin: 0; }
        .gallery img { width: 72px; height: 72px; object-fit: contain; image-rendering: pixelated; flex: none; }
        .gallery figcaption { font-weight: 400; font-size: .85rem; margin: 0; min-width: 0; overflow-wrap: anywhere; }
        .gallery ol { margin: .2rem 0 0; padding-left: 1.1rem; }
        .verdict { font-weight: 600; }
        .probability { white-space: nowrap; color: var(--muted); }
        .gallery .wrong { border-left-width: 4px; border-left-color: var(--warning); }
        footer { margin-top: 3rem; font-size: .85rem; color: var(--muted); }
        @media print { body { max-width: none; padding: 0; } figure, li, tr { break-inside: avoid; } }

        """;
}
