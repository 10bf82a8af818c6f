using System.Collections.Immutable;
using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;
using ScaleNet.Cli.Steps;
using ScaleNet.Cli.Studies;
using ScaleNet.Evaluation.Studies;
using ScaleNet.Training.Distributed;
using ScaleNet.Training.Recipes;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet study run</c>: trains what is left of a study.</summary>
internal sealed class StudyRunCommand
{
    public const string Example = "scalenet study run multi-scale";

    private const string Description =
        "Train every arm of a study in every condition with every seed. Run it again to go on: what has a line in results.jsonl is done.";

    private readonly Argument<string> _study = new("STUDY")
    {
        Description = "a built-in study (" + string.Join(", ", StudyFile.BuiltIn) + ") or a file",
    };

    private readonly Option<string> _name = new("--name")
    {
        Description = "its folder below --runs (default: the study's name)",
        CustomParser = Values.Name,
    };

    private readonly Option<string> _runs = SharedOptions.Runs();

    private readonly Option<string[]> _takeFrom = new("--take-from")
    {
        Description = "folders of other studies: what they have trained with the same settings is taken over, not trained again",
        HelpName = "FOLDER",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> _conditions = new("--conditions")
    {
        Description = "run only what belongs to these conditions of the study",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<ImmutableArray<int>> _seeds = new("--seeds")
    {
        Description = "run only these of its seeds",
        HelpName = "N",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = Values.Integers,
    };

    private readonly Option<int> _jobs = SharedOptions.Integer(
        "--jobs", 1, "trainings at a time, each with one thread (default: one a processor); results do not depend on it");

    private readonly Option<TrainingDevice> _device = RunOptions.Device();
    private readonly Option<int> _limit = RunOptions.Limit();
    private readonly Option<bool> _json = SharedOptions.Json();

    public static Command Create(CommandContext context)
    {
        var run = new StudyRunCommand();
        var command = new Verb("run", Description, Example, "scalenet study run plan.json --jobs 1 --device cuda",
            "scalenet study run budgets --take-from runs/multi-scale", "scalenet study run regimes --conditions fashion-28 garments-32 --seeds 1 2 3")
        {
            run._study, run._name, run._runs, run._takeFrom, run._conditions, run._seeds, run._jobs, run._device, run._limit, run._json,
        };
        command.SetAction(parsed => run.Run(context, parsed));
        return command;
    }

    private int Run(CommandContext context, ParseResult parsed)
    {
        var plan = StudyFile.Load(parsed.GetRequiredValue(_study));
        var recipe = RecipeFile.Load(plan.Recipe);
        var tasks = StudyTasks.Of(plan, recipe.Epochs);
        var conduct = new StudyConduct(recipe, parsed.Given(_limit));
        var jobs = parsed.Given(_jobs) ?? Environment.ProcessorCount;
        TorchThreads.Use(1); // with more, sums would be rounded otherwise on a machine of more processors
        var request = new StudyRequest
        {
            Plan = plan,
            Tasks = StudyPart.Of(plan, parsed.GetValue(_conditions) ?? [], parsed.Given(_seeds) ?? []).Of(tasks),
            Conduct = conduct,
            Folder = Path.Combine(parsed.GetRequiredValue(_runs), parsed.GetValue(_name) ?? plan.Name),
            Known = KnownTrainings.Of(parsed.GetValue(_takeFrom) ?? [], plan.Recipe, conduct),
            Jobs = jobs,
            Device = DeviceChoice.Of(parsed.Given(_device) ?? TrainingDevice.Auto, new SingleProcess()),
        };
        IReadOnlyCollection<Exception> failures;
        using (var folder = StudyFolder.Take(request.Folder, plan, conduct))
        {
            failures = new StudyRunner(context, request, folder).Run();
        }

        var done = StudyLog.Results(request.Folder).Select(ArmTask.IdOf).Intersect(tasks.OfType<ArmTask>().Select(task => task.Id)).Count();
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(context.Output, new { request.Folder, plan.Trainings, Done = done, Failed = failures.Count });
        }
        else
        {
            context.Output.WriteLine(FormattableString.Invariant($"study     {request.Folder}"));
            context.Output.WriteLine(FormattableString.Invariant($"done      {done} of {plan.Trainings} trainings, {failures.Count} failed now"));
        }

        if (context.Stop.IsCancellationRequested)
        {
            context.Say("Stopped. The same command goes on.");
            return context.StopCode();
        }

        context.Say($"Next: scalenet study report {request.Folder}");
        return failures.Count == 0 ? ExitCode.Success : failures.Max(error => UserErrors.CodeOf(error) ?? ExitCode.Failure);
    }
}
