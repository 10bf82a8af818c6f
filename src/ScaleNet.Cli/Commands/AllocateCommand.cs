using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Networks;
using ScaleNet.Cli.Output;
using ScaleNet.Cli.Steps;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet allocate</c>: from a trained seed to a structure within a budget.</summary>
internal sealed class AllocateCommand
{
    private const string Description =
        "Learn from a trained seed how many neurons each scale of each block gets, within a budget of MACs or parameters.";

    private static readonly string[] Examples =
    [
        "scalenet allocate runs/seed1 --name learned1",
        "scalenet allocate runs/seed1 --name learned1-small --macs 12.5M",
        "scalenet allocate runs/seed1 --name even1 --policy even",
    ];

    private readonly Argument<string> _seed = new("SEED-RUN") { Description = "the run folder of a trained seed" };
    private readonly Option<string> _name = SharedOptions.Name();
    private readonly CheckpointOptions _checkpoint = new();
    private readonly Option<string> _runs = SharedOptions.Runs();
    private readonly Option<bool> _overwrite = SharedOptions.Overwrite();
    private readonly Option<bool> _json = SharedOptions.Json();

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

    private readonly Option<string> _policy = new("--policy")
    {
        Description = "per-block (the paper's: the highest scores of each block) or even (the control that learns nothing)",
        HelpName = "per-block|even",
        DefaultValueFactory = _ => AllocationPolicies.All[0].Name,
    };

    public static Command Create(CommandContext context)
    {
        var allocate = new AllocateCommand();
        var command = new Verb("allocate", Description, Examples)
        {
            allocate._seed, allocate._name, allocate._like, allocate._macs, allocate._parameters, allocate._policy,
            allocate._runs, allocate._overwrite, allocate._json,
        };
        allocate._checkpoint.AddTo(command);
        command.SetAction(parsed => allocate.Run(context, parsed));
        return command;
    }

    private int Run(CommandContext context, ParseResult parsed)
    {
        var policy = AllocationPolicies.Get(parsed.GetRequiredValue(_policy));
        var name = parsed.GetRequiredValue(_name);
        var folder = Path.Combine(parsed.GetRequiredValue(_runs), name);
        RequireFree(folder, parsed.GetValue(_overwrite));

        var step = AllocationStep.Open(parsed.GetRequiredValue(_seed), _checkpoint.Bind(parsed));
        context.SayNotes(step.Notes);
        if (step.IsUnfinished)
        {
            context.Say($"note: the seed is trained for {step.Progress} only; its scores may still change");
        }

        var choice = Budget(parsed, step);
        var allocation = step.Allocate(policy, choice.Budget, name);
        var record = step.Record(allocation, choice, folder);
        step.WriteRun(folder, name, allocation, record, context.Clock);
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(context.Output, record);
        }
        else
        {
            AllocationText.Write(context.Output, record, allocation.Spec);
        }

        context.Say($"Wrote {folder}. Train it: scalenet train --model {folder} --name NAME");
        return ExitCode.Success;
    }

    private BudgetChoice Budget(ParseResult parsed, AllocationStep step)
    {
        Option[] budgets = [_like, _macs, _parameters];
        var given = budgets.Where(parsed.IsGiven).ToList();
        if (given.Count > 1)
        {
            throw new SpecException(
                $"budget: got {string.Join(" and ", given.Select(option => option.Name))}, expected one of them. Leave one out.");
        }

        return given switch
        {
            [] => BudgetChoice.Natural(step.Seed),
            [var option] when option == _macs => Asked(CostKind.Macs, parsed.GetValue(_macs)),
            [var option] when option == _parameters => Asked(CostKind.Parameters, parsed.GetValue(_parameters)),
            _ => Like(parsed.GetRequiredValue(_like), step),
        };
    }

    private static BudgetChoice Asked(CostKind kind, long amount) => new(new CostBudget(kind, amount), "as asked");

    private static BudgetChoice Like(string word, AllocationStep step)
    {
        var network = NetworkSource.Find(word, new());
        var spec = network.IsFromCatalog
            ? network.Spec with
            {
                InputChannels = step.Seed.InputChannels,
                Resolution = step.Seed.Resolution,
                Classes = step.Seed.Classes,
            }
            : network.Spec;
        return BudgetChoice.Like(spec, word);
    }

    private static void RequireFree(string folder, bool mayOverwrite)
    {
        if (File.Exists(folder))
        {
            throw new RunFolderException($"{folder}: is a file, expected a folder for the run. Choose another --name or --runs.");
        }

        if (!Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            return;
        }

        if (!mayOverwrite)
        {
            throw new RunFolderException($"{folder}: exists already. Choose another --name, or give --overwrite to replace it.");
        }

        var kind = RunInfo.Read(folder).Kind;
        if (kind != RunKind.Allocation)
        {
            throw new RunFolderException(
                $"{folder}: holds a run of another kind ({kind}), which --overwrite of an allocation does not replace. "
                + "Choose another --name.");
        }
    }
}
