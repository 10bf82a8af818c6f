using System.Collections.Immutable;
using System.Diagnostics;
using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Weights;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Inference;
using ScaleNet.Evaluation.Statistics;

namespace ScaleNet.Cli.Speed;

/// <summary>Measures how long networks of a seed's frame take for one image, by ONNX Runtime on this machine.</summary>
/// <remarks>
/// Every network takes turns with the smallest one, the base, and only the ratio of the two counts: a slow minute of the machine meets
/// both alike. Weights are random, which changes no time.
/// </remarks>
internal sealed class LatencyMeter : IDisposable
{
    private const int Rounds = 3;
    private const int WarmUp = 3;
    private const int FewestCalls = 5;
    private const int MostCalls = 200;
    private const int Quarter = 4;
    private const double BurstMilliseconds = 40; // long enough for some calls of small networks

    private readonly ScaleNetSpec _seed;
    private readonly int _threads;
    private readonly CommandContext _context;
    private readonly OnnxCall _base;
    private readonly double _baseMilliseconds;

    /// <summary>Prepares the base and times it.</summary>
    public LatencyMeter(ScaleNetSpec seed, int threads, CommandContext context)
    {
        _seed = seed;
        _threads = threads;
        _context = context;
        _base = Open(Base(seed));
        _baseMilliseconds = Enumerable.Range(0, Rounds).Min(_ => Least(_base));
    }

    /// <summary>What the times hold for.</summary>
    public static string MachineOf(int threads) =>
        FormattableString.Invariant($"{Processor.Name}, ONNX Runtime {OnnxClassifier.RuntimeVersion}, {threads} threads");

    /// <summary>Measures every stage and scale at a few widths.</summary>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public LatencyTable MeasureTable()
    {
        var curves = new List<LatencyCurve>();
        for (var stage = 0; stage < _seed.Stages.Length; stage++)
        {
            for (var scale = 0; scale < _seed.Scales.Length; scale++)
            {
                _context.Say(FormattableString.Invariant(
                    $"latency: stage {stage + 1} of {_seed.Stages.Length}, scale {_seed.Scales[scale]}: {_baseMilliseconds:F2} ms for the smallest network"));
                curves.Add(MeasureCurve(stage, scale));
            }
        }

        return new LatencyTable
        {
            Machine = MachineOf(_threads),
            SeedSpecHash = SpecJson.Hash(_seed),
            BaseMilliseconds = _baseMilliseconds,
            Curves = curves,
        };
    }

    /// <summary>The time of one image in a network, ms.</summary>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public double Measure(ScaleNetSpec spec)
    {
        _context.Stop.ThrowIfCancellationRequested();
        using var network = Open(spec);
        var ratios = Enumerable.Range(0, Rounds).Select(_ => Least(network) / Least(_base));
        return _baseMilliseconds * SampleSummary.Of(ratios).Median;
    }

    public void Dispose() => _base.Dispose();

    private LatencyCurve MeasureCurve(int stage, int scale)
    {
        var most = _seed.Stages[stage].Blocks.Max(block => block[scale]);
        int[] widths = [.. ((int[])[1, most / Quarter, most / 2, most]).Where(width => width > 0).Distinct()];
        var blocks = _seed.Stages[stage].Blocks.Length;
        return new LatencyCurve(
            stage,
            scale,
            widths,
            [.. widths.Select(width => IsBase(scale, width) ? 0 : (Measure(With(stage, scale, width)) - _baseMilliseconds) / blocks)]);
    }

    private static bool IsBase(int scale, int width) => scale == 0 && width == 1;

    private static ScaleNetSpec Base(ScaleNetSpec seed) => seed with
    {
        Name = $"smallest of {seed.Name}",
        Stages = [.. seed.Stages.Select(stage => stage with { Blocks = [.. stage.Blocks.Select(block => Smallest(block.Length))] })],
    };

    private static ImmutableArray<int> Smallest(int scales) => [1, .. Enumerable.Repeat(0, scales - 1)];

    private ScaleNetSpec With(int stage, int scale, int width)
    {
        var small = Base(_seed);
        var changed = small.Stages[stage] with
        {
            Blocks = [.. small.Stages[stage].Blocks.Select(block => block.SetItem(scale, width))],
        };
        return small with { Stages = small.Stages.SetItem(stage, changed) };
    }

    private OnnxCall Open(ScaleNetSpec spec)
    {
        var workload = new Workload
        {
            Engine = BenchEngine.Onnx,
            Device = BenchDevice.Cpu,
            Training = false,
            Batch = 1,
            Size = spec.Resolution,
            WarmUp = WarmUp,
            Calls = FewestCalls,
            Threads = _threads,
        };
        return new OnnxCall(new ExportedNetwork(spec, InitialWeights.Create(spec.Lower(), Measurement.Seed), spec.Name), workload);
    }

    // The fastest of a burst: what other programs take away is no property of the network.
    private static double Least(OnnxCall call)
    {
        var first = Enumerable.Range(0, WarmUp).Min(_ => Time(call));
        var calls = (int)Math.Clamp(BurstMilliseconds / first, FewestCalls, MostCalls);
        return Enumerable.Range(0, calls).Min(_ => Time(call));
    }

    private static double Time(OnnxCall call)
    {
        var started = Stopwatch.GetTimestamp();
        call.Run();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
