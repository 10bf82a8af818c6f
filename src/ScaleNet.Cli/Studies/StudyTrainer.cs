using ScaleNet.Architecture;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;
using ScaleNet.Cli.Commands;
using ScaleNet.Cli.Networks;
using ScaleNet.Cli.Speed;
using ScaleNet.Cli.Steps;
using ScaleNet.Data.Datasets;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Evaluation.Studies;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Studies;

/// <summary>Trains what a study asks for and says what came of it. Several threads may use it.</summary>
internal sealed class StudyTrainer
{
    private const int EpochsBetweenTests = 5;

    private readonly StudyRequest _request;
    private readonly StudyFolder _folder;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, Lazy<(ImageClassificationData Data, StudyNetworks Networks)>> _conditions;

    public StudyTrainer(StudyRequest request, StudyFolder folder, TimeProvider clock)
    {
        (_request, _folder, _clock) = (request, folder, clock);
        _conditions = request.Plan.Conditions.ToDictionary(
            condition => condition.Name,
            condition => new Lazy<(ImageClassificationData, StudyNetworks)>(() => Open(condition)));
    }

    /// <summary>Opens what the trainings need and makes their networks, so that what cannot be trained is told before hours are spent.</summary>
    /// <param name="tasks">What is to be trained.</param>
    /// <exception cref="SpecException">There are too few images, or a budget is out of reach.</exception>
    public void RequirePossible(IEnumerable<StudyTask> tasks)
    {
        foreach (var task in tasks.OfType<ArmTask>().DistinctBy(task => (task.Condition.Name, task.Arm.Name))) // whatever the seed
        {
            _conditions[task.Condition.Name].Value.Networks.RequireWithinReach(task.Arm, task.Source?.Variant);
        }
    }

    /// <summary>Trains a seed network; null if it was asked to stop.</summary>
    public StudySeed? Train(SeedTask task, CancellationToken stop)
    {
        var spec = _conditions[task.Condition.Name].Value.Networks.Seed(task.Variant);
        var recipe = RecipeOf(task, task.Variant.Epochs) with
        {
            MorphNet = task.Variant.Penalty is { } penalty ? new MorphNetRegularization
            {
                Strength = penalty,
                Threshold = task.Variant.Threshold ?? MorphNetPolicy.DefaultThreshold,
            } : null,
        };
        if (Train(Job(task, RunKind.Seed, spec, recipe, start: null), stop) is not { } metrics)
        {
            return null;
        }

        var run = TrainedRun.Open(_folder.Of(task));
        return new StudySeed
        {
            Condition = task.Condition.Name,
            Seed = task.Seed,
            Variant = task.Variant.Name,
            Scales = task.Variant.Scales,
            Macs = run.Info.Macs,
            TestError = ErrorOf(metrics[^1]),
            Seconds = run.Info.ElapsedSeconds,
            Scores = run.ReadScores().Blocks,
            Processor = Processor.Description,
            LimitBatches = _request.Conduct.LimitBatches,
        };
    }

    /// <summary>Trains an arm's network; null if it was asked to stop.</summary>
    /// <param name="task">Which.</param>
    /// <param name="source">What its allocation is learned from; null for an arm that learns nothing.</param>
    /// <param name="stop">Asks to stop.</param>
    /// <exception cref="SpecException">The budget is out of reach.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop before the training began.</exception>
    public StudyResult? Train(ArmTask task, StudySeed? source, CancellationToken stop)
    {
        var networks = _conditions[task.Condition.Name].Value.Networks;
        var spec = networks.Of(task.Arm, source);
        var start = task.Arm.Inherit ? Inherited(task, source!, (ScaleNetSpec)spec, stop) : null;
        var recipe = RecipeOf(task, task.Condition.Epochs ?? _request.Conduct.Recipe.Epochs);
        if (Train(Job(task, RunKind.Train, spec, recipe, start), stop) is not { } metrics)
        {
            return null;
        }

        var info = RunInfo.Read(_folder.Of(task));
        return new StudyResult
        {
            Condition = task.Condition.Name,
            Arm = task.Arm.Name,
            Seed = task.Seed,
            Network = spec.Name,
            SpecHash = info.SpecHash,
            Macs = info.Macs,
            BudgetMacs = networks.Budget.Amount,
            Parameters = info.Parameters,
            Epochs = recipe.Epochs,
            TestErrors = [.. metrics.Where(epoch => epoch.ValidationTop1 is not null).Select(ErrorOf)],
            TestLoss = metrics[^1].ValidationLoss!.Value,
            TrainError = 1 - metrics[^1].TrainTop1!.Value,
            Seconds = info.ElapsedSeconds,
            Channels = spec is ScaleNetSpec scaleNet ? [.. scaleNet.Blocks] : null,
            Scales = spec is ScaleNetSpec scaled ? scaled.Scales : null,
            Tool = ToolVersion.Text,
            Processor = Processor.Description,
            LimitBatches = _request.Conduct.LimitBatches,
        };
    }

    private static (ImageClassificationData Data, StudyNetworks Networks) Open(StudyCondition condition)
    {
        var data = DataChoice.Load(condition.Data, condition.ImageSize);
        if (condition.TrainImages is { } count)
        {
            // The embedded part stands in for the full set where that is not installed; a study must not change by that unnoticed.
            if (count > data.Train.Count)
            {
                throw new SpecException(FormattableString.Invariant(
                    $"{condition.Name}: takes {count:N0} training images, there are {data.Train.Count:N0} ({data.Source}). Install the full set or plan with fewer."));
            }

            data = data with { Train = data.Train.Take(count) };
        }

        return (data, new StudyNetworks(condition, data));
    }

    // The seed's own run may be gone, where a study goes on from its lines alone; then it is trained again: to the same bits, on the same kind of machine.
    private StartingWeights Inherited(ArmTask task, StudySeed source, ScaleNetSpec spec, CancellationToken stop)
    {
        var folder = _folder.Of(task.Source!);
        if (!Directory.Exists(folder) && Train(task.Source!, stop) is null)
        {
            throw new OperationCanceledException(stop);
        }

        var run = TrainedRun.Open(folder);
        var weights = InheritedWeights.Cut((ScaleNetSpec)run.Spec, StudyNetworks.ScoresOf(source), run.Weights, spec);
        return StartingWeights.Fit(weights, spec, run.WeightsPath);
    }

    private IReadOnlyList<EpochMetrics>? Train(TrainingJob job, CancellationToken stop)
    {
        var result = new Trainer(job, new CompositeObserver(), _clock).Run(stop);
        return result.Status == RunStatus.Finished ? result.Metrics : null;
    }

    private TrainingRecipe RecipeOf(StudyTask task, int epochs) => RecipeChange.Shorten(_request.Conduct.Recipe, epochs) with { Seed = task.Seed };

    private ClassificationJob Job(StudyTask task, RunKind kind, NetworkSpec spec, TrainingRecipe recipe, StartingWeights? start)
    {
        var folder = _folder.Of(task);
        return new ClassificationJob
        {
            RunFolder = folder,
            Name = task.Id,
            Kind = kind,
            Spec = spec,
            Recipe = recipe,
            Data = _conditions[task.Condition.Name].Value.Data,
            Start = start,
            Device = _request.Device,
            LimitBatches = _request.Conduct.LimitBatches,
            ValidationInterval = EpochsBetweenTests,
            KeptCheckpoints = 1,
            ExampleCount = 0,
            Mode = File.Exists(RunLayout.PathOf(folder, RunLayout.RunFile)) ? RunMode.Resume : RunMode.New,
        };
    }

    // Accuracies are ratios of counts below a million: rounding takes away what the subtraction added.
    private static double ErrorOf(EpochMetrics epoch) => Math.Round(1 - epoch.ValidationTop1!.Value, ErrorDigits);

    private const int ErrorDigits = 9;
}
