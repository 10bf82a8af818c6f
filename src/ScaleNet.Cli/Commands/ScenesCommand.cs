using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Networks;
using ScaleNet.Cli.Output;
using ScaleNet.Cli.Progress;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Inspection;
using ScaleNet.Data.Scenes;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet scenes</c>: data sets for detectors from Fashion-MNIST.</summary>
internal sealed class ScenesCommand
{
    public const string Example = "scalenet scenes -o scenes --train 5000 --val 500 --img-size 192-320";

    private const string HarderExample = "scalenet scenes -o hard --objects 5-15 --visible 0.25 --clutter 5-20 --format jpg";

    private const string Description =
        "Make a data set for detectors in COCO's layout from Fashion-MNIST's garments: many sizes, covered parts, clutter, colour, exact boxes. "
        + "Scenes to train are made of garments to train, the others of garments to test. The annotations are written last.";

    private readonly Option<string> _output = new("--output", "-o") { Description = "where it goes: a new or an empty folder", HelpName = "FOLDER", Required = true };
    private readonly Option<string> _data = new("--data")
    {
        Description = "the garments: fashion (the full set where it is installed, else the embedded part), embedded, or a folder with the four files",
        HelpName = "fashion|embedded|FOLDER",
        DefaultValueFactory = _ => DataChoice.Fashion,
    };

    private readonly SceneOptionSet _scenes = new();
    private readonly Option<int> _workers = SharedOptions.Workers();
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create(CommandContext context)
    {
        var scenes = new ScenesCommand();
        var command = new Verb("scenes", Description, Example, HarderExample) { scenes._output, scenes._data };
        command.AddAll(scenes._scenes.All);
        command.AddAll(scenes._workers, scenes._json);
        command.SetAction(parsed => scenes.Run(context, parsed));
        return command;
    }

    private int Run(CommandContext context, ParseResult parsed)
    {
        var settings = _scenes.Read(parsed);
        var output = parsed.GetRequiredValue(_output);
        var fashion = Load(parsed.GetRequiredValue(_data));
        var plan = new InspectionPlan { Workers = SharedOptions.ThreadsOf(parsed, _workers), Stop = context.Stop };
        var parts = CountDisplay.Run(context, output, progress =>
            DetectionScenes.Write(fashion, output, settings, plan with { Progress = progress }));
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(context.Output, new { output, Garments = fashion.Source, Parts = parts, settings });
        }
        else
        {
            Write(context.Output, output, fashion.Source, parts);
        }

        return ExitCode.Success;
    }

    private static ImageClassificationData Load(string word) => word switch
    {
        DataChoice.Fashion => FashionMnist.Load(),
        DataChoice.Embedded => FashionMnist.LoadEmbedded(),
        _ => FashionMnist.Load(word),
    };

    private static void Write(TextWriter output, string folder, string source, IReadOnlyList<DetectionSceneCounts> parts)
    {
        output.WriteLine(OneLine.Of(folder));
        output.WriteLine(OneLine.Of($"garments: {source}"));
        var table = new TextTable(
            new TextColumn("part", IsNumber: false), new TextColumn("images"), new TextColumn("empty"), new TextColumn("objects"), new TextColumn("crowds"));
        foreach (var part in parts)
        {
            table.Add(
                part.Part, Numbers.Count(part.Images), Numbers.Count(part.Empty), Numbers.Count(part.Objects), Numbers.Count(part.Crowds));
        }

        table.Write(output);
    }
}
