using System.Net;
using System.Text;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Reporting.Plots;
using static ScaleNet.Reporting.Reports.ReportPage;

namespace ScaleNet.Reporting.Studies;

/// <summary>A study's report as Markdown, its charts as files beside it.</summary>
internal sealed class MarkdownDocument : IDocument
{
    private const string ChartExtension = ".svg";

    // What would be markup in a sentence or a table's cell.
    private const string Marks = "\\`*_[]<>|#";

    private readonly StringBuilder _text = new();
    private readonly List<(string File, SvgChart Chart)> _charts = [];

    public MarkdownDocument(string title) => Paragraph($"# {Escaped(title)}");

    /// <summary>Writes the text and the charts, each atomically.</summary>
    /// <returns>The path of the text.</returns>
    public string Write(string folder, string name)
    {
        foreach (var (file, chart) in _charts)
        {
            AtomicFile.WriteAllBytes(Path.Combine(folder, file), Encoding.UTF8.GetBytes(chart.ToSvg()));
        }

        var path = Path.Combine(folder, name);
        AtomicFile.WriteAllBytes(path, Encoding.UTF8.GetBytes(_text.ToString().TrimEnd('\n') + "\n"));
        return path;
    }

    public void Section(string title) => Paragraph($"## {Escaped(title)}");

    public void Part(string title) => Paragraph($"### {Escaped(title)}");

    public void Text(string text) => Paragraph(Escaped(text));

    public void Note(string text) => Paragraph($"> **{Escaped(text)}**");

    public void Table(string caption, IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        Paragraph($"*{Escaped(caption)}*");
        Row(columns.Select(column => Escaped(column.Name)));
        Row(columns.Select(column => column.IsNumber ? "---:" : "---"));
        foreach (var row in rows)
        {
            Row(row.Select(Escaped));
        }

        _text.Append('\n');
    }

    public void Figure(SvgChart chart, string name)
    {
        _charts.Add((name + ChartExtension, chart));
        Paragraph($"![{Escaped(chart.Title)}]({name}{ChartExtension})");
    }

    public void Code(params IReadOnlyList<string> lines) => Paragraph($"```\n{string.Join('\n', lines)}\n```");

    public void Folded(string summary, Action content)
    {
        Paragraph($"<details><summary>{WebUtility.HtmlEncode(summary)}</summary>"); // inside such a line Markdown's marks mean nothing
        content();
        Paragraph("</details>");
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text.ReplaceLineEndings(" "))
        {
            _ = Marks.Contains(character) ? escaped.Append('\\').Append(character) : escaped.Append(character);
        }

        return escaped.ToString();
    }

    private void Paragraph(string text) => _text.Append(text).Append("\n\n");

    private void Row(IEnumerable<string> cells) => _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
