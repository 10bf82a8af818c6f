using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Networks;
using ScaleNet.Cli.Output;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Detection;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet data sample</c>: a picture with many images of a data set.</summary>
internal sealed class DataSampleCommand
{
    public const string Example = "scalenet data sample multi-scale-fashion --output sheet.png --count 64";

    private const string Description = "Show images of a data set, taken evenly from all of it, on one picture; their classes are printed row by row. "
        + "Images of a folder in COCO's layout have their boxes drawn on them, and their files are printed.";

    private const int DefaultCount = 64;
    private const int UsualScenes = 16; // of a detection set: boxes need room
    private const int MostCount = 10_000;

    private readonly Argument<string> _data = new("DATA") { Description = SharedOptions.DataWords + "; or in COCO's layout" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "the PNG file", HelpName = "FILE", Required = true };
    private readonly Option<int> _count = new("--count")
    {
        Description = "images (default: 64, of a folder in COCO's layout 16)",
        HelpName = "N",
        CustomParser = Values.Integer(1, MostCount),
    };

    private readonly Option<bool> _test = new("--test") { Description = "images of the test part, not of the one to train" };
    private readonly Option<int> _imageSize = SharedOptions.ImageSize();
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create(CommandContext context)
    {
        var sample = new DataSampleCommand();
        var command = new Verb("sample", Description, Example)
        {
            sample._data, sample._output, sample._count, sample._test, sample._imageSize, sample._json,
        };
        command.SetAction(parsed => sample.Run(context, parsed));
        return command;
    }

    private int Run(CommandContext context, ParseResult parsed)
    {
        var output = parsed.GetRequiredValue(_output);
        OutputFile.Require("--output", output);
        if (CocoLayout.IsAt(parsed.GetRequiredValue(_data)))
        {
            return RunDetection(context, parsed, output);
        }

        var data = DataChoice.Load(parsed.GetRequiredValue(_data), parsed.Given(_imageSize));
        var part = parsed.GetValue(_test) ? data.Test : data.Train;
        int count = Math.Min(part.Count, parsed.Given(_count) ?? DefaultCount);
        int columns = Columns(count);
        var indices = Evenly(count, part.Count);
        File.WriteAllBytes(output, ContactSheet.EncodePng(part, indices, columns, data.Preprocessing));
        var rows = indices.Select(index => part.ClassNames[part.Label(index)]).Chunk(columns).ToList();
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(context.Output, new { output, Data = data.Source, Part = part.Name, Images = indices, Rows = rows });
        }
        else
        {
            WriteText(context.Output, output, rows);
        }

        return ExitCode.Success;
    }

    private int RunDetection(CommandContext context, ParseResult parsed, string output)
    {
        string root = parsed.GetRequiredValue(_data);
        var set = CocoDataset.Open(parsed.GetValue(_test) ? CocoLayout.ValidationAt(root) : CocoLayout.TrainAt(root));
        int count = Math.Min(set.Count, parsed.Given(_count) ?? UsualScenes);
        var indices = Evenly(count, set.Count);
        File.WriteAllBytes(output, DetectionSheet.EncodePng(set, indices, Columns(count), parsed.Given(_imageSize) ?? DetectionSheet.UsualSide));
        var rows = indices.Select(index => Path.GetFileName(set.FileOf(index))).Chunk(Columns(count)).ToList();
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(context.Output, new { output, Data = root, Part = set.Name, Images = indices, Rows = rows });
        }
        else
        {
            WriteText(context.Output, output, rows);
        }

        return ExitCode.Success;
    }

    private static int Columns(int count) => (int)Math.Ceiling(Math.Sqrt(count));

    private static List<int> Evenly(int count, int all) => [.. Enumerable.Range(0, count).Select(i => (int)((long)i * all / count))];

    private static void WriteText(TextWriter output, string file, List<string[]> rows)
    {
        output.WriteLine(file);
        for (int row = 0; row < rows.Count; row++)
        {
            output.WriteLine($"row {Numbers.Count(row + 1)}: {string.Join(", ", rows[row])}");
        }
    }
}
