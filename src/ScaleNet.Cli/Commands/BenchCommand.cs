using System.CommandLine;
using System.Text;
using ScaleNet.Architecture;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;
using ScaleNet.Cli.Speed;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Reporting.Plots;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet bench</c>: how fast networks are, beside each other.</summary>
internal sealed class BenchCommand
{
    private const string Description =
        "Compare the speed of networks within one run: they take turns, a process each, so that a slow minute of the machine meets all "
        + "alike. Weights are random. Without options: the four networks whose speed the method's authors compare, 16 images at once.";

    private const int DefaultBatch = 16;
    private const int DefaultRounds = 3;
    private const int DefaultWarmUp = 2;
    private const int DefaultCalls = 5;

    private static readonly string[] DefaultModels = ["resnet50", "seresnet50", "resnext50_32x4d", "scalenet50"];

    private static readonly string[] Examples =
    [
        "scalenet bench",
        "scalenet bench --models resnet50,scalenet50_light,scalenet50 --batch 1 --precision float32,bfloat16 --plot speed.svg",
        "scalenet bench --engine onnx --rounds 5",
        "scalenet bench --engine onnx --batch 1 --calls 30 --models s50.onnx,s50-int8.onnx",
        "scalenet bench --device cuda --training --batch 64 --calls 20",
    ];

    private readonly Option<string[]> _models = new("--models")
    {
        Description = $"networks, separated by commas: names, spec files, run folders, or with --engine onnx models (default: {string.Join(',', DefaultModels)}); "
            + "the others are compared with the first",
        HelpName = "A,B,...",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => Values.List(result, (string word, out string model) => (model = word).Length > 0, "names separated by commas"),
    };

    private readonly Option<int> _batch = SharedOptions.Integer("--batch", 1, $"images at once (default: {DefaultBatch})");
    private readonly Option<int> _size = SharedOptions.Integer("--size", 1, "side of the images in pixels (default: the first network's own)");

    private readonly Option<BenchEngine> _engine = new("--engine")
    {
        Description = "what computes: libtorch (the default) or ONNX Runtime",
        HelpName = $"{Words.Torch}|{Words.Onnx}",
        CustomParser = result => Values.Word(result, (Words.Torch, BenchEngine.Torch), (Words.Onnx, BenchEngine.Onnx)),
    };

    private readonly Option<BenchDevice> _device = new("--device")
    {
        Description = "where: the processor (the default), or a CUDA device by the libtorch that SCALENET_LIBTORCH names",
        HelpName = $"{Words.Cpu}|{Words.Cuda}",
        CustomParser = result => Values.Word(result, (Words.Cpu, BenchDevice.Cpu), (Words.Cuda, BenchDevice.Cuda)),
    };

    private readonly Option<BenchPrecision[]> _precision = new("--precision")
    {
        Description = "in which numbers, one or more separated by commas (default: float32); tf32 is for cuda, where float32 switches it off",
        HelpName = $"{Words.Float32}|{Words.BFloat16}|{Words.Tf32}",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => Values.List<BenchPrecision>(
            result, TryPrecision, $"{Words.Float32}, {Words.BFloat16} or {Words.Tf32}, or some of them separated by commas"),
    };

    private readonly Option<int> _rounds = SharedOptions.Integer("--rounds", 1, $"how often each network is measured (default: {DefaultRounds})");
    private readonly Option<int> _calls = SharedOptions.Integer("--calls", 1, $"calls that are timed in a round (default: {DefaultCalls})");
    private readonly Option<int> _warmUp = SharedOptions.Integer("--warm-up", 0, $"calls before them (default: {DefaultWarmUp})");
    private readonly Option<int> _threads = SharedOptions.Threads();
    private readonly Option<bool> _training = new("--training") { Description = "measure a training step instead of inference" };
    private readonly Option<bool> _json = SharedOptions.Json();

    private readonly Option<string> _plot = new("--plot")
    {
        Description = "draw the published errors against the measured times and against MACs",
        HelpName = "FILE.svg",
    };

    public static Command Create(CommandContext context)
    {
        var bench = new BenchCommand();
        var command = new Verb("bench", Description, Examples)
        {
            bench._models, bench._batch, bench._size, bench._engine, bench._device, bench._precision, bench._rounds, bench._calls,
            bench._warmUp, bench._threads, bench._training, bench._plot, bench._json,
        };
        command.SetAction(parsed => bench.Run(context, parsed));
        return command;
    }

    private int Run(CommandContext context, ParseResult parsed)
    {
        var plot = parsed.GetValue(_plot);
        OutputFile.Require(_plot.Name, plot);
        var comparison = Bind(parsed);
        if (plot is not null)
        {
            RequirePoints(context, comparison);
        }

        var measured = comparison.Run(context);
        var results = BenchResult.Of(comparison.Contestants, measured, comparison.Workload);
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(context.Output, BenchJson.Of(comparison, results, measured));
        }
        else
        {
            BenchText.Write(context.Output, comparison, results, measured);
        }

        if (plot is not null)
        {
            var chart = ErrorVersusTime.Render(
                Points(results), $"ms, {comparison.Workload.Batch} images at once, {measured[0][0].DeviceName}");
            AtomicFile.WriteAllBytes(plot, Encoding.UTF8.GetBytes(chart.ToSvg()));
        }

        return ExitCode.Success;
    }

    private Comparison Bind(ParseResult parsed)
    {
        var models = parsed.IsGiven(_models) ? parsed.GetRequiredValue(_models) : DefaultModels;
        var precisions = parsed.IsGiven(_precision) ? parsed.GetRequiredValue(_precision) : [BenchPrecision.Float32];
        var (contestants, size) = Contestant.All(models, precisions, parsed.Given(_size));
        var workload = new Workload
        {
            Engine = parsed.GetValue(_engine),
            Device = parsed.GetValue(_device),
            Training = parsed.GetValue(_training),
            Batch = parsed.Given(_batch) ?? DefaultBatch,
            Size = size,
            WarmUp = parsed.Given(_warmUp) ?? DefaultWarmUp,
            Calls = parsed.Given(_calls) ?? DefaultCalls,
            Threads = SharedOptions.ThreadsOf(parsed, _threads),
        };
        workload.Require(precisions);
        ModelFileCall.RequireEngine(models, workload);
        return new Comparison(contestants, workload, parsed.Given(_rounds) ?? DefaultRounds);
    }

    private static void RequirePoints(CommandContext context, Comparison comparison)
    {
        var unknown = comparison.Contestants.Where(contestant => contestant.Published is null).Select(contestant => contestant.Name).Distinct();
        if (comparison.Contestants.All(contestant => contestant.Published is null))
        {
            throw new SpecException(
                "--plot: none of the networks has a published error. Add one that has (see `scalenet models`), or leave --plot out.");
        }

        context.SayNotes(unknown.Select(name => $"{name} has no published error and is not in the plot"));
    }

    private static TimedPoint[] Points(IReadOnlyList<BenchResult> results)
    {
        var isOnePrecision = results.All(result => result.Contestant.Precision == results[0].Contestant.Precision);
        return
        [
            .. results.Where(result => result.Contestant.Published is not null).Select(result => new TimedPoint(
                isOnePrecision ? result.Contestant.Name : $"{result.Contestant.Name} {Words.Of(result.Contestant.Precision)}",
                result.Milliseconds.Median,
                result.Contestant.Macs,
                result.Contestant.Published!.Top1Error / 100)),
        ];
    }

    private static bool TryPrecision(string word, out BenchPrecision precision)
    {
        var known = Enum.GetValues<BenchPrecision>().Where(value => Words.Of(value) == word).ToList();
        precision = known.FirstOrDefault();
        return known.Count > 0;
    }
}
