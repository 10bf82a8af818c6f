using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Specs;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;
using ScaleNet.Cli.Speed;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Cli.Steps;

/// <summary>Times as a budget: the table of a seed on this machine, measured where there is none yet, and measurements to confirm it.</summary>
internal sealed class LatencyStep : IDisposable
{
    private const int HashLetters = 8;

    private readonly Lazy<LatencyMeter> _meter;
    private readonly Lazy<LatencyCost> _cost;
    private readonly int _threads;

    /// <summary>Prepares it; nothing is measured before it is asked for.</summary>
    /// <param name="seedFolder">The seed's run, which keeps the table unless <paramref name="file"/> does.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="threads">Threads that compute.</param>
    /// <param name="file">The table's file; null for one in the seed's folder.</param>
    /// <param name="context">Log and stop.</param>
    public LatencyStep(string seedFolder, ScaleNetSpec seed, int threads, string? file, CommandContext context)
    {
        _threads = threads;
        _meter = new Lazy<LatencyMeter>(() => new LatencyMeter(seed, threads, context));
        _cost = new Lazy<LatencyCost>(() => new LatencyCost(Table(file ?? Path.Combine(seedFolder, FileName(seed)), seed, context)));
    }

    /// <summary>The cost by the table.</summary>
    /// <exception cref="SpecException">The file holds a table of something else.</exception>
    public LatencyCost Cost => _cost.Value;

    private string Machine => LatencyMeter.MachineOf(_threads);

    /// <summary>Measures a network and sets it beside its prediction; null for a budget that is not of time.</summary>
    public LatencyRecord? Confirm(NeuronAllocation allocation) => allocation.Budget.Kind != CostKind.Latency
        ? null
        : new LatencyRecord(
            LatencyCost.ToMilliseconds(allocation.Budget.Amount),
            LatencyCost.ToMilliseconds(allocation.CostReached),
            _meter.Value.Measure(allocation.Spec),
            Machine);

    public void Dispose()
    {
        if (_meter.IsValueCreated)
        {
            _meter.Value.Dispose();
        }
    }

    // A machine and a seed have a file of their own, so that none ever replaces another's.
    private string FileName(ScaleNetSpec seed)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Machine}\n{SpecJson.Hash(seed)}"));
        return $"latency-{Convert.ToHexStringLower(hash)[..HashLetters]}.json";
    }

    private LatencyTable Table(string path, ScaleNetSpec seed, CommandContext context)
    {
        if (File.Exists(path))
        {
            var known = Read(path);
            Require(path, "machine", known.Machine, Machine);
            Require(path, "seed", known.SeedSpecHash, SpecJson.Hash(seed));
            context.Say($"note: times are those of {path}, measured before");
            return known;
        }

        var table = _meter.Value.MeasureTable();
        AtomicFile.WriteAllBytes(path, Encoding.UTF8.GetBytes(JsonOutput.Serialize(table)));
        context.Say($"Wrote {path}");
        return table;
    }

    private static LatencyTable Read(string path)
    {
        try
        {
            return JsonOutput.Deserialize<LatencyTable>(File.ReadAllText(path)) ?? throw new JsonException("It is null.");
        }
        catch (JsonException error)
        {
            throw new SpecException(
                $"{path}: not a table of times ({error.Message.ReplaceLineEndings(" ")}) Remove it, and it is measured anew.", error);
        }
    }

    private static void Require(string path, string what, string got, string expected)
    {
        if (got != expected)
        {
            throw new SpecException($"{path}: times of another {what} (got {got}, expected {expected}). Give another file for --latency-table.");
        }
    }
}
