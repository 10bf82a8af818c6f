using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Rewrites;
using ScaleNet.Architecture.Specs;
using ScaleNet.Data.Datasets;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Modeling.Execution;
using ScaleNet.Training.Distributed;
using ScaleNet.Training.Recipes;

namespace ScaleNet.Training.Runs;

/// <summary>A job that was checked, with what follows from it.</summary>
internal sealed class TrainingPlan
{
    private static readonly JsonSerializerOptions ReadableNames = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Checks that network, recipe and data fit together.</summary>
    /// <exception cref="SpecException">They do not.</exception>
    public TrainingPlan(TrainingJob job)
    {
        RecipeFile.Validate(job.Recipe, job.Recipe.Name);
        Job = job;
        SpecHash = SpecJson.Hash(job.Spec);
        Graph = job.Spec.Lower();
        RequireFit(job);
        Ranks = job.Ranks ?? new SingleProcess();
        MicroBatch = job.Recipe.BatchSize / (job.Recipe.Accumulation * Ranks.WorldSize);
        TrainingGraph = job.Recipe.DropPath > 0 ? StochasticDepth.Insert(Graph, job.Recipe.DropPath) : Graph;
        Frozen = FrozenParameters.Find(TrainingGraph, job.Recipe.Freeze ?? []);
        BatchesPerEpoch = Limited(job.Data.Train.Count / job.Recipe.BatchSize);
        Test = job.LimitBatches is null
            ? job.Data.Test
            : job.Data.Test.Take(Math.Min(job.Data.Test.Count, Limited(int.MaxValue / job.Recipe.BatchSize) * job.Recipe.BatchSize));
        Cost = CostModel.Measure(Graph, job.Data.Preprocessing.Height, job.Data.Preprocessing.Width);
        Regularizer = job.Recipe.MorphNet is { } morphNet
            ? CostRegularizer.Of(Graph, Cost.Height, Cost.Width, morphNet.Cost, morphNet.Threshold, branchesOnly: !morphNet.AllChannels)
            : null;
    }

    public TrainingJob Job { get; }

    public TrainingRecipe Recipe => Job.Recipe;

    public Graph Graph { get; }

    /// <summary>The graph with what is done in training only; the same tensors.</summary>
    public Graph TrainingGraph { get; }

    /// <summary>Nodes of <see cref="TrainingGraph"/> that stay as they began.</summary>
    public ImmutableHashSet<int> Frozen { get; }

    /// <summary>The processes that train together, or this one alone.</summary>
    public ICollective Ranks { get; }

    public bool IsDistributed => Ranks.WorldSize > 1;

    /// <summary>Images of one batch on one rank.</summary>
    public int MicroBatch { get; }

    public CostReport Cost { get; }

    /// <summary>What presses on the gammas; null for nothing.</summary>
    public CostRegularizer? Regularizer { get; }

    /// <summary>Steps of an epoch.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>The test images that are evaluated: all, unless batches are limited.</summary>
    public IImageDataset Test { get; }

    public string SpecHash { get; }

    /// <summary>How the graph is run: as the recipe says.</summary>
    public ExecutionOptions Execution => Job.Execution with
    {
        Precision = Recipe.Precision,
        Layout = Recipe.ChannelsLast ? MemoryLayout.ChannelsLast : MemoryLayout.Contiguous,
    };

    /// <summary>What the run folder says of the run before its first epoch.</summary>
    public RunInfo NewInfo(DateTimeOffset now) => new()
    {
        Tool = $"scalenet {typeof(TrainingPlan).Assembly.GetName().Version?.ToString(fieldCount: 3)}",
        Kind = Job.Kind,
        Name = Job.Name,
        Network = Job.Spec.Name,
        SpecHash = SpecHash,
        Status = RunStatus.Running,
        EpochsPlanned = Recipe.Epochs,
        EpochsDone = 0,
        Parameters = CostModel.CountParameters(Graph),
        Macs = Cost.Macs,
        DataSource = Job.Data.Source,
        StartedFrom = Job.Start?.Path,
        Created = now,
        ElapsedSeconds = 0,
    };

    /// <summary>The files that describe the training: name and content.</summary>
    public IEnumerable<(string Name, string Content)> DescribingFiles()
    {
        yield return (RunLayout.NetworkFile, SpecJson.Write(Job.Spec));
        yield return (RunLayout.RecipeFile, RecipeFile.Write(Recipe));
        yield return (RunLayout.PreprocessingFile, Job.Data.Preprocessing.ToJson() + "\n");
        yield return (RunLayout.ClassesFile, JsonSerializer.Serialize(Job.Data.Train.ClassNames, ReadableNames) + "\n");
        if (Job.Spec is ScaleNetSpec spec)
        {
            yield return (RunLayout.StructureFile, StructureFile.Write(spec));
        }
    }

    private int Limited(int batches) => Math.Min(batches, Job.LimitBatches ?? int.MaxValue);

    private static void RequireFit(TrainingJob job)
    {
        if (job.LimitBatches is < 1)
        {
            throw new SpecException($"limit of batches: got {job.LimitBatches}, expected 1 or more.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(job.ValidationInterval, 1);
        var preprocessing = job.Data.Preprocessing;
        var problems = new List<string>();
        if (job.Spec.InputChannels != preprocessing.Channels)
        {
            problems.Add($"it takes {job.Spec.InputChannels} channels, the images have {preprocessing.Channels}");
        }

        if (job.Spec.Classes != job.Data.Train.ClassNames.Count)
        {
            problems.Add($"it tells {job.Spec.Classes} classes apart, the data set has {job.Data.Train.ClassNames.Count}");
        }

        if (job.Recipe.Augmentation.Pad > Math.Min(preprocessing.Height, preprocessing.Width))
        {
            problems.Add($"its recipe pads by {job.Recipe.Augmentation.Pad}, more than an image's side");
        }

        var parts = job.Recipe.Accumulation * (job.Ranks?.WorldSize ?? 1);
        if (job.Recipe.BatchSize % parts != 0)
        {
            problems.Add(
                $"its recipe takes {job.Recipe.BatchSize} images a step, which cannot be dealt to {parts} batches alike "
                + $"({job.Ranks?.WorldSize ?? 1} processes, {job.Recipe.Accumulation} batches each)");
        }

        if (job.Data.Train.Count < job.Recipe.BatchSize)
        {
            problems.Add($"its recipe takes batches of {job.Recipe.BatchSize}, there are {job.Data.Train.Count} images");
        }

        if (problems.Count > 0)
        {
            throw new SpecException(
                $"{job.Spec.Name} cannot be trained on {job.Data.Train.Name}: {string.Join("; ", problems)}.");
        }
    }
}
