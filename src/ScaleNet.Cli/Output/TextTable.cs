using ScaleNet.Cli.CommandLine;

namespace ScaleNet.Cli.Output;

/// <summary>A table of plain lines, alike on a terminal, in a pipe and in a test.</summary>
internal sealed class TextTable(params IReadOnlyList<TextColumn> columns)
{
    private const int Gap = 2;

    private readonly List<string[]> _rows = [[.. columns.Select(column => column.Heading)]];

    /// <summary>Adds a row: one cell a column.</summary>
    public void Add(params ReadOnlySpan<string> cells)
    {
        if (cells.Length != columns.Count)
        {
            throw new ArgumentException($"Got {cells.Length} cells, expected {columns.Count}.", nameof(cells));
        }

        var row = new string[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            row[i] = OneLine.Of(cells[i]);
        }

        _rows.Add(row);
    }

    /// <summary>Writes the headings and the rows.</summary>
    public void Write(TextWriter output)
    {
        var widths = columns.Select((_, column) => _rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in _rows)
        {
            var cells = row.Select((cell, i) => columns[i].IsNumber ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            output.WriteLine(string.Join(new string(' ', Gap), cells).TrimEnd());
        }
    }
}
