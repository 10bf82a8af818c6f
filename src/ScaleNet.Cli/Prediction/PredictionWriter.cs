using System.Globalization;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;

namespace ScaleNet.Cli.Prediction;

/// <summary>Writes predictions: as they come, or at the end where they are one document.</summary>
internal sealed class PredictionWriter
{
    private const string Separator = ",";

    private readonly TextWriter _output;
    private readonly PredictionFormat _format;
    private readonly List<PicturePrediction> _document = [];

    /// <summary>Writes to <paramref name="output"/>.</summary>
    public PredictionWriter(TextWriter output, PredictionFormat format)
    {
        (_output, _format) = (output, format);
        if (format == PredictionFormat.Csv)
        {
            WriteRow("image", "rank", "index", "class", "probability");
        }
    }

    /// <summary>Adds a prediction.</summary>
    public void Add(PicturePrediction prediction)
    {
        switch (_format)
        {
            case PredictionFormat.Text:
                var classes = prediction.Classes.Select(guess => $"{guess.Class} {Numbers.Percent(guess.Probability, digits: 1)}");
                _output.WriteLine($"{OneLine.Of(prediction.Image)}: {OneLine.Of(string.Join(", ", classes))}");
                break;
            case PredictionFormat.Csv:
                for (var i = 0; i < prediction.Classes.Count; i++)
                {
                    var guess = prediction.Classes[i];
                    WriteRow(prediction.Image, Number(i + 1), Number(guess.Index), guess.Class, Number(guess.Probability));
                }

                break;
            default:
                _document.Add(prediction);
                break;
        }
    }

    /// <summary>Writes what is left.</summary>
    public void Finish()
    {
        if (_format == PredictionFormat.Json)
        {
            JsonOutput.Write(_output, _document);
        }
    }

    private void WriteRow(params string[] cells) => _output.Write(string.Join(Separator, cells.Select(Quoted)) + "\n");

    // RFC 4180: quotes where they are needed, and doubled inside.
    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny("\",\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Number(IFormattable value) => value.ToString(format: null, CultureInfo.InvariantCulture);
}
