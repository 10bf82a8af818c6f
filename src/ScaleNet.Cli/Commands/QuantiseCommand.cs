using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;
using ScaleNet.Cli.Quantization;
using ScaleNet.Deployment.Inference;
using ScaleNet.Deployment.Quantization;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet quantise</c>: an ONNX model that computes with 8-bit integers, or with weights of 16 bits.</summary>
internal sealed class QuantiseCommand
{
    private const string Description =
        "Make an ONNX model of 8-bit integers of one in float32 (post-training quantisation): a quarter of the size, and faster where the "
        + "processor multiplies bytes. Ranges are measured on images. Says what it costs: accuracy, agreement, the error of each operator.";

    private static readonly string[] Examples =
    [
        "scalenet quantise s50.onnx -o s50-int8.onnx --calibrate photos",
        "scalenet quantise trained1.onnx -o int8.onnx --calibrate fashion --keep-accuracy 0.5 --json",
        "scalenet quantise trained1.onnx -o half.onnx --weights-only float16",
    ];

    private readonly Argument<string> _model = new("MODEL.onnx") { Description = "a float32 model, as `scalenet export` writes it" };

    private readonly Option<string> _output = new("--output", "-o") { Description = "the new model's file", HelpName = "FILE", Required = true };

    private readonly QuantiseOptionSet _options = new();

    private readonly Option<HalfType> _weightsOnly = new("--weights-only")
    {
        Description = "only store the weights in 16 bits; the model computes in float32 with them",
        HelpName = "float16|bfloat16",
        CustomParser = result => Values.Word(result, ("float16", HalfType.Float16), ("bfloat16", HalfType.BFloat16)),
    };

    private readonly Option<bool> _full = new("--full") { Description = "print the error of every operator, not of the worst ones only" };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "replace files that are there already" };
    private readonly Option<int> _threads = SharedOptions.Threads();
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create(CommandContext context)
    {
        var quantise = new QuantiseCommand();
        var command = new Verb("quantise", Description, Examples) { quantise._model, quantise._output };
        command.Aliases.Add("quantize");
        quantise._options.AddTo(command);
        command.AddAll(quantise._weightsOnly, quantise._full, quantise._overwrite, quantise._threads, quantise._json);
        command.SetAction(parsed => quantise.Run(context, parsed));
        return command;
    }

    private int Run(CommandContext context, ParseResult parsed)
    {
        LargePages.Use();
        var (model, output) = (parsed.GetRequiredValue(_model), parsed.GetRequiredValue(_output));
        var threads = SharedOptions.ThreadsOf(parsed, _threads);
        var source = _options.Source(parsed);
        if (parsed.Given(_weightsOnly) is { } type)
        {
            RunWeightsOnly(context, parsed, type, source);
            return ExitCode.Success;
        }

        if (source is null)
        {
            throw new SpecException("--calibrate: got nothing, expected images to measure ranges on. Name a folder of pictures or a data set.");
        }

        var options = _options.Bind(parsed, threads);
        var report = Quantizer.Run(
            model, output, source.Open(context, DescriptionOf(context, model)), options, parsed.GetValue(_overwrite), context.Say, context.Stop);
        context.SayNotes(report.Notes);
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(context.Output, QuantiseJson.Of(model, output, report));
        }
        else
        {
            QuantiseText.Write(context.Output, output, report, parsed.GetValue(_full));
        }

        return ExitCode.Success;
    }

    private void RunWeightsOnly(CommandContext context, ParseResult parsed, HalfType type, CalibrationSource? source)
    {
        _options.RequireNone(parsed, _weightsOnly.Name, _full);
        var (model, output) = (parsed.GetRequiredValue(_model), parsed.GetRequiredValue(_output));
        var images = source?.Open(context, DescriptionOf(context, model));
        var sizes = HalfWeights.Convert(model, output, type, parsed.GetValue(_overwrite));
        var options = new QuantizationOptions { Threads = SharedOptions.ThreadsOf(parsed, _threads) };
        var agreement = images?.Comparison is { Count: > 0 } compared ? FileComparison.Run(model, output, compared, options, context.Stop) : null;
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(context.Output, QuantiseJson.Of(model, output, type, sizes, agreement));
        }
        else
        {
            QuantiseText.Write(context.Output, output, type, sizes, agreement);
        }
    }

    private static ModelDescription DescriptionOf(CommandContext context, string model)
    {
        using var classifier = OnnxClassifier.Open(model);
        context.SayNotes(classifier.Description.Notes);
        return classifier.Description;
    }
}
