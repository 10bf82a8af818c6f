using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;
using ScaleNet.Cli.Steps;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet allocate</c>: from a trained seed to a structure within a budget.</summary>
internal sealed class AllocateCommand
{
    private const string Description =
        "Learn from a trained seed how many neurons each scale of each block gets, within a budget of MACs, parameters or time.";

    private static readonly string[] Examples =
    [
        "scalenet allocate runs/seed1 --name learned1",
        "scalenet allocate runs/seed1 --name learned1-small --macs 12.5M",
        "scalenet allocate runs/seed1 --name even1 --policy even",
        "scalenet allocate runs/seed1 --name many --sweep 8M:20M:7",
        "scalenet allocate runs/seed1 --name warm1 --latency-ms 2.5 --inherit",
    ];

    private readonly Argument<string> _seed = new("SEED-RUN") { Description = "the run folder of a trained seed" };
    private readonly Option<string> _name = SharedOptions.Name();
    private readonly CheckpointOptions _checkpoint = new();
    private readonly Option<string> _runs = SharedOptions.Runs();
    private readonly Option<bool> _overwrite = SharedOptions.Overwrite();
    private readonly Option<bool> _json = SharedOptions.Json();

    private readonly PolicyOptions _policy = new();
    private readonly BudgetOptions _budget = new();

    private readonly Option<bool> _inherit = new("--inherit")
    {
        Description = "write the kept channels' weights too, cut out of the seed, to start a training from (train --init)",
    };

    private readonly Option<bool> _unfinished = new("--allow-unfinished")
    {
        Description = "take a seed whose training is not complete, though its scores may still change",
    };

    public static Command Create(CommandContext context)
    {
        var allocate = new AllocateCommand();
        var command = new Verb("allocate", Description, Examples) { allocate._seed, allocate._name };
        allocate._budget.AddTo(command);
        allocate._policy.AddTo(command);
        command.AddAll(allocate._inherit, allocate._unfinished, allocate._runs, allocate._overwrite, allocate._json);
        allocate._checkpoint.AddTo(command);
        command.SetAction(parsed => allocate.Run(context, parsed));
        return command;
    }

    private int Run(CommandContext context, ParseResult parsed)
    {
        var policy = _policy.Bind(parsed);
        _budget.Require(parsed);
        var name = parsed.GetRequiredValue(_name);
        var folder = Path.Combine(parsed.GetRequiredValue(_runs), name);
        RequireFree(folder, parsed.GetValue(_overwrite), _budget.IsSweep(parsed));

        var step = AllocationStep.Open(parsed.GetRequiredValue(_seed), _checkpoint.Bind(parsed));
        context.SayNotes(step.Notes);
        RequireFinished(context, parsed, step);
        context.SayNotes(new[] { step.NoteOf(policy) }.OfType<string>());
        using var latency = _budget.Latency(parsed, step, context);
        var choices = _budget.Bind(parsed, step.Seed, () => latency.Cost);
        if (_budget.IsSweep(parsed))
        {
            var sweep = new SweepStep(step, folder, name).Run(policy, choices, latency.Confirm, parsed.GetValue(_inherit), context);
            Write(context, parsed, sweep, output => SweepText.Write(output, sweep, choices[0].Budget.Cost));
            context.Say($"Wrote {Path.Combine(folder, RunLayout.ReportFile)}. Train one: {TrainCommandOf(Path.Combine(folder, sweep.Points[0].RunFolder), parsed)}");
            return ExitCode.Success;
        }

        var allocation = step.Allocate(policy, choices[0].Budget, name);
        var inherited = parsed.GetValue(_inherit) ? step.Inherit(allocation) : null;
        var record = step.Record(allocation, choices[0], folder) with
        {
            Latency = latency.Confirm(allocation),
            InheritedWeights = inherited is null ? null : AllocationRecord.InheritedFile,
        };
        step.WriteRun(folder, name, allocation, record, inherited, context.Clock);
        Write(context, parsed, record, output => AllocationText.Write(output, record, allocation));
        context.Say($"Wrote {folder}. Train it: {TrainCommandOf(folder, parsed)}");
        return ExitCode.Success;
    }

    private void Write<T>(CommandContext context, ParseResult parsed, T result, Action<TextWriter> asText)
    {
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(context.Output, result);
        }
        else
        {
            asText(context.Output);
        }
    }

    private string TrainCommandOf(string folder, ParseResult parsed)
    {
        var start = parsed.GetValue(_inherit) ? $" --init {Path.Combine(folder, AllocationRecord.InheritedFile)}" : "";
        return $"scalenet train --model {folder}{start} --name NAME";
    }

    private void RequireFinished(CommandContext context, ParseResult parsed, AllocationStep step)
    {
        if (!step.IsUnfinished)
        {
            return;
        }

        if (!parsed.GetValue(_unfinished))
        {
            throw new RunFolderException(
                $"{step.SeedFolder}: the seed is trained for {step.Progress} only, and its scores may still change. "
                + "Go on with its training (scalenet seed --resume), or give --allow-unfinished.");
        }

        context.Say($"note: the seed is trained for {step.Progress} only; its scores may still change");
    }

    private static void RequireFree(string folder, bool mayOverwrite, bool isSweep)
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

        if (SweepStep.IsIn(folder) != isSweep)
        {
            throw new RunFolderException(
                $"{folder}: --overwrite replaces {(isSweep ? "a sweep by a sweep only, and this is none" : "no sweep by a single allocation")}. Choose another --name.");
        }

        if (isSweep)
        {
            return; // what is in it is looked at before it goes
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
