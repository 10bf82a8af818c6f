using ScaleNet.Reporting.Plots;
using static ScaleNet.Reporting.Reports.ReportPage;

namespace ScaleNet.Reporting.Studies;

/// <summary>What the sections of a study's report are written to: a page for browsers or a text for repositories.</summary>
internal interface IDocument
{
    /// <summary>Begins a section.</summary>
    void Section(string title);

    /// <summary>Begins a part of a section.</summary>
    void Part(string title);

    /// <summary>A paragraph.</summary>
    void Text(string text);

    /// <summary>A paragraph that must not be overlooked.</summary>
    void Note(string text);

    /// <summary>A table; the first column heads the rows.</summary>
    void Table(string caption, IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<string>> rows);

    /// <summary>A chart with its title as the caption.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="name">A name for its file, without extension, unique in the report.</param>
    void Figure(SvgChart chart, string name);

    /// <summary>Lines as they are typed.</summary>
    void Code(params IReadOnlyList<string> lines);

    /// <summary>Content that is folded until asked for.</summary>
    void Folded(string summary, Action content);
}
