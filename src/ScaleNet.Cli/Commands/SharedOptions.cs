using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Networks;
using ScaleNet.Cli.Prediction;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Commands;

/// <summary>Options that several verbs have, with the same words.</summary>
internal static class SharedOptions
{
    // No machine has more; a hundred thousand threads take all its memory before anything is computed.
    private const int MostThreads = 1024;

    /// <summary>What the words for data mean.</summary>
    public const string DataWords =
        "fashion (Fashion-MNIST, the full set where it is installed, else the embedded part), embedded, multi-scale-fashion (its "
        + "garments at random sizes on a larger canvas with clutter), or a folder: with the four files, with picture folders "
        + "train/CLASS and val/CLASS, with tar shards in train and val, or with Parquet files train-*.parquet and validation-*.parquet";

    private const int MostImageSize = 4096; // a batch of larger ones fills any memory

    public static Option<bool> Json() => new("--json") { Description = "print one JSON document for programs" };

    public static Option<string> Name() => new("--name")
    {
        Description = "name of the run, its folder below --runs",
        Required = true,
        CustomParser = Values.Name,
    };

    public static Option<string> Runs() => new("--runs")
    {
        Description = "folder of the runs",
        DefaultValueFactory = _ => "runs",
    };

    public static Option<bool> Overwrite() => new("--overwrite") { Description = "replace the run of that name" };

    public static Option<string> Data() => new("--data")
    {
        Description = DataWords,
        HelpName = "fashion|embedded|multi-scale-fashion|FOLDER",
        DefaultValueFactory = _ => DataChoice.Fashion,
    };

    public static Option<int> ImageSize() => new("--img-size")
    {
        Description = "side of the network's input in pixels, for picture files (default: 224) and multi-scale-fashion (32 to 256, default: 64)",
        HelpName = "N",
        CustomParser = Values.Integer(1, MostImageSize),
    };

    /// <summary>A data set, of which every part is looked at, or one part.</summary>
    public static Argument<string> DataSet() => new("DATA")
    {
        Description = "a data set as --data of train takes it, of which every part is looked at; or one part: a folder with a folder for each "
            + "class, or a folder or pattern of shards or of Parquet files; or a folder in COCO's layout (annotations/instances_PART.json, PART/)",
    };

    public static Option<int> Workers() => new("--workers")
    {
        Description = "threads that read and decode (default: all processors)",
        HelpName = "N",
        CustomParser = Values.Integer(1, MostThreads),
    };

    public static Option<PredictionEngine> Engine() => new("--engine")
    {
        Description = "what computes: ONNX Runtime (the default) or libtorch",
        HelpName = "onnx|torch",
        CustomParser = result => Values.Word(result, ("onnx", PredictionEngine.Onnx), ("torch", PredictionEngine.Torch)),
    };

    public static Option<int> Threads() => new("--threads")
    {
        Description = "threads that compute (default: all processors)",
        HelpName = "N",
        CustomParser = Values.Integer(1, MostThreads),
    };

    /// <summary>A whole number from a least one up.</summary>
    public static Option<int> Integer(string name, int least, string description) =>
        new(name) { Description = description, HelpName = "N", CustomParser = Values.Integer(least) };

    /// <exception cref="SpecException">Both were given.</exception>
    public static RunMode ModeOf(ParseResult parsed, Option<bool> resume, Option<bool> overwrite) =>
        (parsed.GetValue(resume), parsed.GetValue(overwrite)) switch
        {
            (true, true) => throw new SpecException("--resume and --overwrite: got both, expected one. Leave one out."),
            (true, false) => RunMode.Resume,
            (false, true) => RunMode.Overwrite,
            _ => RunMode.New,
        };

    public static int ThreadsOf(ParseResult parsed, Option<int> threads) => parsed.Given(threads) ?? Environment.ProcessorCount;
}
