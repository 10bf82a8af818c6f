using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Networks;
using ScaleNet.Deployment.Export;

namespace ScaleNet.Cli.Commands;

/// <summary>The options that say how an ONNX model is written.</summary>
internal sealed class ExportOptionSet
{
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "the model's file",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<(int Height, int Width)> _size = new("--size", "--input")
    {
        Description = "images that the model takes, in pixels: a side, or height x width (default: the network's own)",
        HelpName = "224|256x320",
        CustomParser = Values.Size,
    };

    private readonly Option<int?> _batch = new("--batch", "--batch-size")
    {
        Description = "images at once, or dynamic: any number",
        HelpName = "N|dynamic",
        CustomParser = Values.Batch,
        DefaultValueFactory = _ => null,
    };

    private readonly Option<int> _opset = new("--opset")
    {
        Description = $"version of ONNX's operators, {OnnxVersions.OldestOpset} to {OnnxVersions.NewestOpset}",
        HelpName = "N",
        CustomParser = Values.Integer(1),
        DefaultValueFactory = _ => OnnxVersions.NewestOpset,
    };

    private readonly Option<bool> _keepBatchNorm = new("--keep-batch-norm")
    {
        Description = "leave batch norms as they are instead of making them part of the convolutions",
    };

    private readonly Option<bool> _splitBranches = new("--split-branches")
    {
        Description = "compute on wide coarse branches at their own resolution: fewer multiplications, the same results",
    };

    private readonly Option<bool> _normalizeInside = new("--normalize-inside")
    {
        Description = "the model takes pixels from 0 to 255 and normalises them itself",
    };

    private readonly Option<bool> _stages = new("--stages") { Description = "the maps of the stages are outputs too" };

    private readonly Option<string> _preprocessing = new("--preprocessing")
    {
        Description = "how images are prepared, a file like a run's preprocessing.json (default: the run's)",
        HelpName = "FILE",
    };

    private readonly Option<string> _classNames = new("--class-names")
    {
        Description = "names of the classes, a file like a run's classes.json (default: the run's)",
        HelpName = "FILE",
    };

    private readonly Option<long> _externalDataAbove = new("--external-data-above")
    {
        Description = "bytes of tensors, such as 500M, above which they go to a file of their own, FILE.data (default: what a model can hold)",
        HelpName = "BYTES",
        CustomParser = Values.Amount,
    };

    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "replace files that are there already" };

    public void AddTo(Command command) => command.AddAll(
        _output, _size, _batch, _opset, _keepBatchNorm, _splitBranches, _normalizeInside, _stages, _preprocessing, _classNames,
        _externalDataAbove, _overwrite);

    public string Path(ParseResult parsed) => parsed.GetRequiredValue(_output);

    public bool MayOverwrite(ParseResult parsed) => parsed.GetValue(_overwrite);

    /// <summary>The options that were written, and the defaults of the others.</summary>
    public ExportOptions Bind(ParseResult parsed)
    {
        var size = parsed.Given(_size);
        return new ExportOptions
        {
            Opset = parsed.GetValue(_opset),
            Batch = parsed.GetValue(_batch),
            Height = size?.Height,
            Width = size?.Width,
            KeepBatchNorm = parsed.GetValue(_keepBatchNorm),
            SplitBranches = parsed.GetValue(_splitBranches),
            NormalizeInside = parsed.GetValue(_normalizeInside),
            StageOutputs = parsed.GetValue(_stages),
            ExternalDataAbove = parsed.Given(_externalDataAbove) ?? ExportOptions.LargestSingleFile,
        };
    }

    /// <summary>The network with what files say of its images and classes.</summary>
    public ExportedNetwork Complete(ParseResult parsed, ExportedNetwork network) => network with
    {
        Preprocessing = parsed.GetValue(_preprocessing) is { } preprocessing
            ? ExportSource.ReadPreprocessing(preprocessing)
            : network.Preprocessing,
        ClassNames = parsed.GetValue(_classNames) is { } names ? Prediction.ClassNames.Read(names, network.Spec.Classes) : network.ClassNames,
    };
}
