using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.RecipeOptions;
using ScaleNet.Cli.Speed;
using ScaleNet.Training.Logs;

namespace ScaleNet.Cli.Commands;

/// <summary>Options that say how a training is run, not what is learned.</summary>
internal sealed class RunOptions
{
    private const string Auto = "auto";
    private const int UsualKept = 3;
    private const double MostMinutes = 60 * 24 * 365; // a year is never, and a TimeSpan holds it

    private readonly Option<int> _workers = SharedOptions.Integer("--workers", 1, "threads that prepare batches (default: 1)");
    private readonly Option<int> _threads = SharedOptions.Threads();

    private readonly Option<TrainingDevice> _device = Device();
    private readonly Option<int> _limit = Limit();
    private readonly Option<int> _validation = SharedOptions.Integer("--val-interval", 1, "epochs from one test to the next; the last is tested always (default: 1)");
    private readonly Option<int> _log = SharedOptions.Integer("--log-interval", 1, $"steps from line to line of steps.jsonl (default: {RunLog.DefaultInterval})");
    private readonly Option<int> _steps = SharedOptions.Integer("--recovery-interval", 0, "steps between checkpoints within an epoch (default: 0, none)");
    private readonly Option<double> _minutes = NumberOptions.Positive("--checkpoint-minutes", "minutes between checkpoints within an epoch (default: none)");
    private readonly Option<int> _kept = SharedOptions.Integer("--checkpoint-hist", 1, $"epochs whose checkpoints are kept, besides the best (default: {UsualKept})");

    public static Option<TrainingDevice> Device() => new("--device")
    {
        Description = "where: a CUDA device if the libtorch that SCALENET_LIBTORCH names finds one, else the processor (auto, the default)",
        HelpName = $"{Auto}|{Words.Cpu}|{Words.Cuda}",
        CustomParser = result => Values.Word(
            result, (Auto, TrainingDevice.Auto), (Words.Cpu, TrainingDevice.Cpu), (Words.Cuda, TrainingDevice.Cuda)),
    };

    public static Option<int> Limit() => SharedOptions.Integer("--limit-batches", 1, "steps of an epoch, to try things out (default: all)");

    public RunOptions() => _workers.Aliases.Add("-j");

    public IReadOnlyList<Option> All => [_workers, _threads, _device, _limit, _validation, _log, _steps, _minutes, _kept];

    public RunSettings Bind(ParseResult parsed) => new()
    {
        Workers = parsed.Given(_workers) ?? 1,
        Threads = parsed.Given(_threads),
        Device = parsed.Given(_device) ?? TrainingDevice.Auto,
        LimitBatches = parsed.Given(_limit),
        ValidationInterval = parsed.Given(_validation) ?? 1,
        LogInterval = parsed.Given(_log) ?? RunLog.DefaultInterval,
        CheckpointEverySteps = parsed.Given(_steps) is > 0 and var steps ? steps : null,
        CheckpointEvery = parsed.Given(_minutes) is { } minutes ? TimeSpan.FromMinutes(Math.Min(minutes, MostMinutes)) : null,
        KeptCheckpoints = parsed.Given(_kept) ?? UsualKept,
    };
}
