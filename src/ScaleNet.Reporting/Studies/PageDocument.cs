using ScaleNet.Reporting.Plots;
using ScaleNet.Reporting.Reports;
using static ScaleNet.Reporting.Reports.ReportPage;

namespace ScaleNet.Reporting.Studies;

/// <summary>A study's report as a page, its charts inside.</summary>
internal sealed class PageDocument(ReportPage page) : IDocument
{
    public void Section(string title) => page.Markup.Element("h2", title);

    public void Part(string title) => page.Markup.Element("h3", title);

    public void Text(string text) => page.Markup.Element("p", text);

    public void Note(string text) => page.Markup.Element("p", text, ("class", "note"), ("role", "note"));

    public void Table(string caption, IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<string>> rows) =>
        page.Table(caption, columns, rows);

    public void Figure(SvgChart chart, string name) => page.Figure(chart, chart.Title);

    public void Code(params IReadOnlyList<string> lines)
    {
        page.Markup.Start("div", ("class", "scroll"));
        page.Markup.Start("pre");
        page.Markup.Element("code", string.Join('\n', lines));
        page.Markup.End();
        page.Markup.End();
    }

    public void Folded(string summary, Action content) => page.Folded(summary, content);
}
