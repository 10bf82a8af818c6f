using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Networks;
using ScaleNet.Cli.Steps;

namespace ScaleNet.Cli.Commands;

/// <summary>The options that say what a network may cost.</summary>
internal sealed class BudgetOptions
{
    private const string ByMacs = "macs";
    private const string ByParameters = "params";
    private const string ByLatency = "latency-ms";
    private const string AsAsked = "as asked";

    private readonly Option<string> _like = new("--like")
    {
        Description = "budget: the MACs of this network (default: the ResNet with the seed's stages)",
        HelpName = "MODEL",
    };

    private readonly Option<long> _macs = new("--macs")
    {
        Description = "budget: multiply-accumulates per image",
        HelpName = "N[k|M|G]",
        CustomParser = Values.Amount,
    };

    private readonly Option<long> _parameters = new("--params")
    {
        Description = "budget: parameters",
        HelpName = "N[k|M]",
        CustomParser = Values.Amount,
    };

    private readonly Option<double> _latency = new("--latency-ms")
    {
        Description = "budget: milliseconds of one image on this machine by ONNX Runtime; measured once per seed, which takes a while",
        HelpName = "X",
        CustomParser = Values.PositiveNumber,
    };

    private readonly Option<Sweep> _sweep = new("--sweep")
    {
        Description = "many budgets at once, a folder for each: a list, or from:to:count in even steps",
        HelpName = "A,B,C|A:B:N",
        CustomParser = Sweep.Parse,
    };

    private readonly Option<CostKind> _by = new("--by")
    {
        Description = "what the numbers of --sweep are (default: macs)",
        HelpName = $"{ByMacs}|{ByParameters}|{ByLatency}",
        CustomParser = result => Values.Word(
            result, (ByMacs, CostKind.Macs), (ByParameters, CostKind.Parameters), (ByLatency, CostKind.Latency)),
    };

    private readonly Option<string> _table = new("--latency-table")
    {
        Description = "where the measured times are or go (default: in the seed's folder, a file for each machine)",
        HelpName = "FILE",
    };

    private readonly Option<int> _threads = SharedOptions.Threads();

    public void AddTo(Command command) => command.AddAll(_like, _macs, _parameters, _latency, _table, _threads, _sweep, _by);

    /// <summary>Whether many budgets are asked for.</summary>
    public bool IsSweep(ParseResult parsed) => parsed.IsGiven(_sweep);

    /// <summary>Refuses options against each other, before anything is read.</summary>
    /// <exception cref="SpecException">Two budgets, or a word that goes with another.</exception>
    public void Require(ParseResult parsed)
    {
        var given = ((Option[])[_like, _macs, _parameters, _latency, _sweep]).Where(parsed.IsGiven).ToList();
        if (given.Count > 1)
        {
            throw new SpecException(
                $"budget: got {string.Join(" and ", given.Select(option => option.Name))}, expected one of them. Leave one out.");
        }

        if (parsed.IsGiven(_by) && !IsSweep(parsed))
        {
            throw new SpecException("--by: belongs to --sweep. Leave it out, or give that.");
        }

        var isTime = parsed.IsGiven(_latency) || parsed.GetValue(_by) == CostKind.Latency;
        if (!isTime && ((Option[])[_table, _threads]).FirstOrDefault(parsed.IsGiven) is { } unused)
        {
            throw new SpecException($"{unused.Name}: belongs to --latency-ms and --by {ByLatency}. Leave it out, or give one of them.");
        }

        if (IsSweep(parsed))
        {
            _ = parsed.GetRequiredValue(_sweep).Amounts(parsed.GetValue(_by)); // throws, before the seed is read
        }

        OutputFile.Require(_table.Name, parsed.GetValue(_table));
    }

    /// <summary>The times on this machine; nothing is measured before it is asked for.</summary>
    public LatencyStep Latency(ParseResult parsed, AllocationStep step, CommandContext context) =>
        new(step.SeedFolder, step.Seed, SharedOptions.ThreadsOf(parsed, _threads), parsed.GetValue(_table), context);

    /// <summary>The budgets: one, or those of a sweep from the smallest.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="measured">The cost in milliseconds; called only for a budget in them.</param>
    /// <exception cref="SpecException">There is no such network to be like.</exception>
    public IReadOnlyList<BudgetChoice> Bind(ParseResult parsed, ScaleNetSpec seed, Func<IStructureCost> measured)
    {
        if (IsSweep(parsed))
        {
            var kind = parsed.GetValue(_by);
            var cost = kind == CostKind.Latency ? measured() : CostBudget.Counted(kind);
            return [.. parsed.GetRequiredValue(_sweep).Amounts(kind).Select(amount => new BudgetChoice(new CostBudget(cost, amount), AsAsked))];
        }

        if (parsed.Given(_macs) is { } macs)
        {
            return [new BudgetChoice(new CostBudget(CostKind.Macs, macs), AsAsked)];
        }

        if (parsed.Given(_parameters) is { } parameters)
        {
            return [new BudgetChoice(new CostBudget(CostKind.Parameters, parameters), AsAsked)];
        }

        if (parsed.Given(_latency) is { } milliseconds)
        {
            return [new BudgetChoice(new CostBudget(measured(), LatencyCost.FromMilliseconds(milliseconds)), AsAsked)];
        }

        return [parsed.GetValue(_like) is { } word ? Like(word, seed) : BudgetChoice.Natural(seed)];
    }

    private static BudgetChoice Like(string word, ScaleNetSpec seed)
    {
        var network = NetworkSource.Find(word, new());
        var spec = network.IsFromCatalog
            ? network.Spec with { InputChannels = seed.InputChannels, Resolution = seed.Resolution, Classes = seed.Classes }
            : network.Spec;
        return BudgetChoice.Like(spec, word);
    }
}
