using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Specs;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Networks;
using ScaleNet.Cli.Output;
using ScaleNet.Deployment.Export;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet export</c>: a trained network as an ONNX model.</summary>
internal sealed class ExportCommand
{
    private const string Description =
        "Write a network as an ONNX model: of a run, or of a network with a weight file. The model carries its spec, and of a run "
        + "also the names of the classes and how its images are prepared.";

    private static readonly string[] Examples =
    [
        "scalenet export runs/trained1 --output trained1.onnx",
        "scalenet export resnet50 --weights resnet50.pth -o resnet50.onnx --size 256x320 --batch 8",
        "scalenet export scalenet50 --random -o speed.onnx --split-branches",
    ];

    private readonly Argument<string> _source = new("SOURCE")
    {
        Description = "a run folder; with --weights or --random a name from `scalenet models` or a spec file",
    };

    private readonly Option<string> _weights = new("--weights", "--checkpoint") { Description = "a .safetensors or .pth file", HelpName = "FILE" };
    private readonly Option<bool> _random = new("--random") { Description = "weights that a training would start from" };

    private readonly Option<int> _seed = new("--seed")
    {
        Description = "with --random: which ones (default: 0)",
        HelpName = "N",
        CustomParser = Values.Integer(0),
    };

    private readonly CheckpointOptions _checkpoint = new();
    private readonly ExportOptionSet _options = new();
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create(CommandContext context)
    {
        var export = new ExportCommand();
        var command = new Verb("export", Description, Examples) { export._source, export._weights, export._random, export._seed };
        export._checkpoint.AddTo(command);
        export._options.AddTo(command);
        command.Add(export._json);
        command.SetAction(parsed => export.Run(context, parsed));
        return command;
    }

    private int Run(CommandContext context, ParseResult parsed)
    {
        var network = _options.Complete(parsed, Network(context, parsed));
        var options = _options.Bind(parsed);
        var file = OnnxExporter.ToFile(network, _options.Path(parsed), options, _options.MayOverwrite(parsed));
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(context.Output, Result(network, options, file));
        }
        else
        {
            Write(context.Output, network, options, file);
        }

        return ExitCode.Success;
    }

    private ExportedNetwork Network(CommandContext context, ParseResult parsed)
    {
        var source = parsed.GetRequiredValue(_source);
        var isRandom = parsed.GetValue(_random);
        if (parsed.IsGiven(_seed) && !isRandom)
        {
            throw new SpecException("--seed: chooses among random weights, but --random is not given. Leave it out.");
        }

        _checkpoint.RequireRun(parsed, isRun: !isRandom && parsed.GetValue(_weights) is null);
        IReadOnlyList<string> notes = [];
        switch (parsed.GetValue(_weights), isRandom)
        {
            case ({ }, true):
                throw new SpecException("--weights and --random: got both, expected one. Leave one out.");
            case ({ } file, false):
                var given = ExportSource.OfFile(source, file, out notes);
                context.SayNotes(notes);
                return given;
            case (null, true):
                return ExportSource.Random(source, parsed.GetValue(_seed));
            default:
                var network = ExportSource.OfRun(source, _checkpoint.Bind(parsed), out notes);
                context.SayNotes(notes);
                return network;
        }
    }

    private static void Write(TextWriter output, ExportedNetwork network, ExportOptions options, ExportedFile file)
    {
        output.WriteLine($"model    {OneLine.Of(file.Path)} ({Numbers.Bytes(file.Bytes)})");
        if (file.DataPath is { } data)
        {
            output.WriteLine($"tensors  {OneLine.Of(data)} ({Numbers.Bytes(file.DataBytes)})");
        }

        output.WriteLine($"network  {OneLine.Of(network.Spec.Name)}");
        output.WriteLine(FormattableString.Invariant(
            $"input    {options.Batch?.ToString() ?? "N"}x{network.Spec.InputChannels}x{Height(network, options)}x{Width(network, options)}"));
        output.WriteLine(FormattableString.Invariant(
            $"format   ONNX opset {options.Opset}, IR {OnnxVersions.IrVersion(options.Opset)}"));
    }

    private static object Result(ExportedNetwork network, ExportOptions options, ExportedFile file) => new
    {
        file.Path,
        file.Bytes,
        file.DataPath,
        file.DataBytes,
        Network = network.Spec.Name,
        SpecHash = SpecJson.Hash(network.Spec),
        options.Opset,
        IrVersion = OnnxVersions.IrVersion(options.Opset),
        options.Batch,
        Channels = network.Spec.InputChannels,
        Height = Height(network, options),
        Width = Width(network, options),
        network.Spec.Classes,
        options.NormalizeInside,
    };

    private static int Height(ExportedNetwork network, ExportOptions options) => options.Height ?? network.Height;

    private static int Width(ExportedNetwork network, ExportOptions options) => options.Width ?? network.Width;
}
