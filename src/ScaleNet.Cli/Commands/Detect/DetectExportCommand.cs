using System.CommandLine;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Networks;
using ScaleNet.Cli.Output;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Export.Detection;

namespace ScaleNet.Cli.Commands.Detect;

/// <summary><c>scalenet detect export</c>: a trained detector as an ONNX model.</summary>
internal sealed class DetectExportCommand
{
    public const string Example = "scalenet detect export runs/boxes1 --output boxes1.onnx";

    private const string Description =
        "Write a detector as one ONNX model: from an image of any size, [3,H,W] in [0,1], to boxes in its pixels, scores and labels. Resizing and "
        + "the choice of boxes are in the model, and so are the spec and the categories.";

    private readonly Argument<string> _run = new("RUN") { Description = "the run folder of a detector" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "the model's file", HelpName = "FILE", Required = true };
    private readonly CheckpointOptions _checkpoint = new();

    private readonly Option<int> _opset = new("--opset")
    {
        Description = $"version of ONNX's operators, {DetectorExportOptions.OldestOpset} to {DetectorExportOptions.NewestOpset}",
        HelpName = "N",
        CustomParser = Values.Integer(1),
        DefaultValueFactory = _ => DetectorExportOptions.NewestOpset,
    };

    private readonly Option<bool> _keepBatchNorm = new("--keep-batch-norm")
    {
        Description = "leave batch norms as they are instead of making them part of the convolutions",
    };

    private readonly Option<long> _externalDataAbove = new("--external-data-above")
    {
        Description = "bytes of tensors, such as 500M, above which they go to a file of their own, FILE.data (default: what a model can hold)",
        HelpName = "BYTES",
        CustomParser = Values.Amount,
    };

    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "replace files that are there already" };
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create(CommandContext context)
    {
        var export = new DetectExportCommand();
        var command = new Verb("export", Description, Example)
        {
            export._run, export._output, export._opset, export._keepBatchNorm, export._externalDataAbove, export._overwrite, export._json,
        };
        export._checkpoint.AddTo(command);
        command.SetAction(parsed => export.Run(context, parsed));
        return command;
    }

    private int Run(CommandContext context, ParseResult parsed)
    {
        var detector = DetectorSource.OfRun(parsed.GetRequiredValue(_run), _checkpoint.Bind(parsed), out var notes);
        context.SayNotes(notes);
        var options = new DetectorExportOptions
        {
            Opset = parsed.GetValue(_opset),
            KeepBatchNorm = parsed.GetValue(_keepBatchNorm),
            ExternalDataAbove = parsed.Given(_externalDataAbove) ?? ExportOptions.LargestSingleFile,
        };
        var file = DetectorExporter.ToFile(detector, parsed.GetRequiredValue(_output), options, parsed.GetValue(_overwrite));
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(context.Output, Result(detector, options, file));
        }
        else
        {
            Write(context.Output, detector, options, file);
        }

        return ExitCode.Success;
    }

    private static void Write(TextWriter output, ExportedDetector detector, DetectorExportOptions options, ExportedFile file)
    {
        output.WriteLine($"model     {OneLine.Of(file.Path)} ({Numbers.Bytes(file.Bytes)})");
        if (file.DataPath is { } data)
        {
            output.WriteLine($"tensors   {OneLine.Of(data)} ({Numbers.Bytes(file.DataBytes)})");
        }

        output.WriteLine($"detector  {OneLine.Of(detector.Spec.Name)}");
        output.WriteLine(FormattableString.Invariant(
            $"input     {detector.Spec.PixelMean.Length}xHxW, seen at {detector.Spec.ShortSide}/{detector.Spec.LongSide}"));
        output.WriteLine($"classes   {Numbers.Count(detector.Spec.Classes)}");
        output.WriteLine(FormattableString.Invariant(
            $"format    ONNX opset {options.Opset}, IR {OnnxVersions.IrVersion(options.Opset)}"));
    }

    private static object Result(ExportedDetector detector, DetectorExportOptions options, ExportedFile file) => new
    {
        file.Path,
        file.Bytes,
        file.DataPath,
        file.DataBytes,
        Detector = detector.Spec.Name,
        SpecHash = FasterRcnnJson.Hash(detector.Spec),
        options.Opset,
        IrVersion = OnnxVersions.IrVersion(options.Opset),
        Channels = detector.Spec.PixelMean.Length,
        detector.Spec.ShortSide,
        detector.Spec.LongSide,
        detector.Spec.Classes,
    };
}
