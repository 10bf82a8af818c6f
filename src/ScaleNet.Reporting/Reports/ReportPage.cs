using System.Text;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Reporting.Markup;
using ScaleNet.Reporting.Plots;

namespace ScaleNet.Reporting.Reports;

/// <summary>A report's page: one file that requests nothing, with the parts that all reports share.</summary>
internal sealed class ReportPage : IDisposable
{
    // Even if markup slipped through, the browser would load and run nothing.
    private const string Policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

    private int _idCount;

    private ReportPage()
    {
    }

    public MarkupWriter Markup { get; } = new();

    /// <summary>Builds the page and writes it atomically.</summary>
    /// <returns>The path of the report.</returns>
    public static string Write(string path, string title, Action<ReportPage> content)
    {
        using var page = new ReportPage();
        page.Open(title);
        content(page);
        page.Close();
        AtomicFile.WriteAllBytes(path, Encoding.UTF8.GetBytes($"<!DOCTYPE html>\n{page.Markup}\n"));
        return path;
    }

    public void Dispose() => Markup.Dispose();

    /// <summary>An id that no other element of the page has.</summary>
    public string NewId(string prefix) => $"{prefix}-{++_idCount}";

    /// <summary>A chart with its title as the visible caption.</summary>
    public void Figure(SvgChart chart, string caption)
    {
        Markup.Start("figure");
        Markup.Element("figcaption", caption);
        Markup.Start("div", ("class", "scroll"));
        chart.WriteInline(Markup, NewId("chart"));
        Markup.End();
        Markup.End();
    }

    /// <summary>A table; the first column heads the rows. A wide one scrolls, with the keyboard too.</summary>
    public void Table(string caption, IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var id = NewId("table");
        Markup.Start("div", ("class", "scroll"), ("role", "region"), ("tabindex", "0"), ("aria-labelledby", id));
        Markup.Start("table");
        Markup.Element("caption", caption, ("id", id));
        Markup.Start("thead");
        Markup.Start("tr");
        foreach (var column in columns)
        {
            Markup.Element("th", column.Name, ("scope", "col"), ("class", column.Css));
        }

        Markup.End();
        Markup.End();
        Markup.Start("tbody");
        foreach (var row in rows)
        {
            Row(columns, row);
        }

        Markup.End();
        Markup.End();
        Markup.End();
    }

    /// <summary>Names and values.</summary>
    public void Facts(IEnumerable<(string Name, string Value)> facts)
    {
        Markup.Start("dl");
        foreach (var (name, value) in facts)
        {
            Markup.Element("dt", name);
            Markup.Element("dd", value);
        }

        Markup.End();
    }

    /// <summary>Content that is folded until asked for.</summary>
    public void Folded(string summary, Action content)
    {
        Markup.Start("details");
        Markup.Element("summary", summary);
        content();
        Markup.End();
    }

    private void Row(IReadOnlyList<Column> columns, IReadOnlyList<string> row)
    {
        Markup.Start("tr");
        Markup.Element("th", row[0], ("scope", "row"), ("class", columns[0].Css));
        for (var i = 1; i < columns.Count; i++)
        {
            Markup.Element("td", row[i], ("class", columns[i].Css));
        }

        Markup.End();
    }

    private void Open(string title)
    {
        Markup.Start("html", ("lang", "en"));
        Markup.Start("head");
        Markup.Void("meta", ("charset", "utf-8"));
        Markup.Void("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        Markup.Void("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
        Markup.Element("title", title);
        Markup.Start("style");
        Markup.Trusted("\n" + ReportStyle.Css);
        Markup.End();
        Markup.End();
        Markup.Start("body");
        Markup.Start("main");
        Markup.Element("h1", title);
    }

    private void Close()
    {
        Markup.End();
        Markup.Element("footer", "Written by ScaleNet for .NET. This page loads nothing from elsewhere.");
        Markup.End();
        Markup.End();
    }

    /// <summary>A column of a table.</summary>
    /// <param name="Name">Its head.</param>
    /// <param name="IsNumber">Whether it is set flush right.</param>
    internal sealed record Column(string Name, bool IsNumber = true)
    {
        public string Css => IsNumber ? "number" : "text";
    }
}
