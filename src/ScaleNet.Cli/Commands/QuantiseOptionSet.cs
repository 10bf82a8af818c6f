using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Quantization;
using ScaleNet.Deployment.Quantization;

namespace ScaleNet.Cli.Commands;

/// <summary>The options that say how a model is quantised.</summary>
internal sealed class QuantiseOptionSet
{
    private const int DefaultImages = 256;
    private const int DefaultCompared = 1000;
    private const double Percent = 100;

    private static readonly QuantizationOptions Defaults = new();

    private readonly Option<string> _calibrate = new("--calibrate")
    {
        Description = "images like those that the model will see: a folder of pictures, or a data set as --data of train takes it, whose "
            + "training part calibrates and whose test part tells the accuracy",
        HelpName = "fashion|embedded|multi-scale-fashion|FOLDER",
    };

    private readonly Option<int> _images = SharedOptions.Integer("--images", 1, $"images that ranges are measured on (default: {DefaultImages})");

    private readonly Option<int> _compare = SharedOptions.Integer(
        "--compare", 0, $"images on which the model is compared with float32 (default: {DefaultCompared}; 0 for none)");

    private readonly Option<CalibrationMethod> _method = new("--method")
    {
        Description = "how ranges are chosen: all values (the default), a share of them, or what loses least information",
        HelpName = "minmax|percentile|entropy",
        CustomParser = result => Values.Word(
            result, ("minmax", CalibrationMethod.MinMax), ("percentile", CalibrationMethod.Percentile), ("entropy", CalibrationMethod.Entropy)),
    };

    private readonly Option<double> _percentile = new("--percentile")
    {
        Description = FormattableString.Invariant($"values that a range holds, in per cent (default: {Percent * Defaults.Percentile})"),
        HelpName = "P",
        CustomParser = Values.Number(value => value is > 50 and <= Percent, "a number above 50, at most 100, such as 99.99"),
    };

    private readonly Option<ActivationType> _activations = new("--activations")
    {
        Description = "integers of activations (default: uint8, what x86 computes with)",
        HelpName = "uint8|int8",
        CustomParser = result => Values.Word(result, ("uint8", ActivationType.UnsignedBytes), ("int8", ActivationType.SignedBytes)),
    };

    private readonly Option<bool> _reduceRange = new("--reduce-range")
    {
        Description = "weights of 7 bits: for x86 processors without VNNI, whose sums of two products could overflow",
    };

    private readonly Option<string[]> _exclude = new("--exclude")
    {
        Description = "operators that stay in float32, separated by commas; NAME* means all that begin so",
        HelpName = "NAME,NAME*",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => Values.List(result, (string word, out string name) => (name = word).Length > 0, "names separated by commas"),
    };

    private readonly Option<double> _leastSnr = new("--least-snr")
    {
        Description = FormattableString.Invariant(
            $"operators whose own signal-to-noise ratio is less stay in float32, dB (default: {Defaults.LeastSignalToNoise})"),
        HelpName = "DB",
        CustomParser = Values.Number(_ => true, "a number of decibels, such as 10"),
    };

    private readonly Option<double> _keepAccuracy = new("--keep-accuracy")
    {
        Description = "points of top-1 accuracy that may be lost, such as 0.5: the worst operators go back to float32 until it is so "
            + "on test images that the comparison does not use",
        HelpName = "POINTS",
        CustomParser = Values.Number(value => value >= 0, "a number from 0 up, such as 0.5"),
    };

    public void AddTo(Command command) => command.AddAll(
        _calibrate, _images, _compare, _method, _percentile, _activations, _reduceRange, _exclude, _leastSnr, _keepAccuracy);

    /// <summary>The images; null where none were named.</summary>
    public CalibrationSource? Source(ParseResult parsed) => parsed.GetValue(_calibrate) is { } word
        ? new CalibrationSource(
            word, parsed.Given(_images) ?? DefaultImages, parsed.Given(_compare) ?? DefaultCompared, parsed.IsGiven(_keepAccuracy))
        : null;

    /// <summary>How much of the work is done by how many threads, and the rest.</summary>
    public QuantizationOptions Bind(ParseResult parsed, int threads)
    {
        var method = parsed.Given(_method) ?? Defaults.Method;
        if (parsed.IsGiven(_percentile) && method != CalibrationMethod.Percentile)
        {
            throw new SpecException("--percentile: goes with --method percentile only. Leave one of the two out.");
        }

        if (parsed.IsGiven(_keepAccuracy) && parsed.Given(_compare) == 0)
        {
            throw new SpecException("--keep-accuracy: wants images to tell the accuracy on, got --compare 0. Leave one of the two out.");
        }

        return new QuantizationOptions
        {
            Method = method,
            Percentile = parsed.Given(_percentile) / Percent ?? Defaults.Percentile,
            Activations = parsed.GetValue(_activations),
            ReduceWeights = parsed.GetValue(_reduceRange),
            Exclude = parsed.GetValue(_exclude) ?? [],
            LeastSignalToNoise = parsed.Given(_leastSnr) ?? Defaults.LeastSignalToNoise,
            KeepAccuracyPoints = parsed.Given(_keepAccuracy),
            Threads = threads,
        };
    }

    /// <summary>Refuses what has no meaning where only weights are rounded.</summary>
    /// <exception cref="SpecException">One of these was given.</exception>
    public void RequireNone(ParseResult parsed, string because, Option another)
    {
        Option[] options = [_images, _method, _percentile, _activations, _reduceRange, _exclude, _leastSnr, _keepAccuracy, another];
        if (options.FirstOrDefault(parsed.IsGiven) is { } option)
        {
            throw new SpecException($"{option.Name}: has no meaning with {because}. Leave one of the two out.");
        }
    }
}
