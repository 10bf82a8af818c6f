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
using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Tasks;

/// <summary>Telling classes of images apart.</summary>
internal sealed class ClassificationTask : ITrainingTask
{
    private static readonly JsonSerializerOptions ReadableNames = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Checks that network, recipe and data fit together.</summary>
    /// <exception cref="SpecException">They do not.</exception>
    public ClassificationTask(ClassificationJob job)
    {
        Job = job;
        SpecHash = SpecJson.Hash(job.Spec);
        Graph = job.Spec.Lower();
        RequireFit(job);
        var recipe = job.Recipe;
        TrainingGraph = recipe.DropPath > 0 ? StochasticDepth.Insert(Graph, recipe.DropPath) : Graph;
        Frozen = FrozenParameters.Find(TrainingGraph, recipe.Freeze ?? []);
        Test = job.LimitBatches is { } limit
            ? job.Data.Test.Take((int)Math.Min(job.Data.Test.Count, (long)limit * recipe.BatchSize))
            : job.Data.Test;
        Cost = CostModel.Measure(Graph, job.Data.Preprocessing.Height, job.Data.Preprocessing.Width);
        Regularizer = recipe.MorphNet is { } morphNet
            ? CostRegularizer.Of(Graph, Cost.Height, Cost.Width, morphNet.Cost, morphNet.Threshold, branchesOnly: !morphNet.AllChannels)
            : null;
    }

    public ClassificationJob Job { get; }

    public Graph Graph { get; }

    /// <summary>The graph with what is done in training only; the same tensors.</summary>
    public Graph TrainingGraph { get; }

    /// <summary>Nodes of <see cref="TrainingGraph"/> that stay as they began.</summary>
    public ImmutableHashSet<int> Frozen { get; }

    public CostReport Cost { get; }

    /// <summary>What presses on the gammas; null for nothing.</summary>
    public CostRegularizer? Regularizer { get; }

    /// <summary>The test images that are evaluated: all, unless batches are limited.</summary>
    public IImageDataset Test { get; }

    public string SpecHash { get; }

    public long Parameters => CostModel.CountParameters(Graph);

    public long Macs => Cost.Macs;

    public string DataSource => Job.Data.Source;

    public int StepsPerEpoch => Job.TrainImages / Job.Recipe.BatchSize;

    public int TestImages => Test.Count;

    public IEnumerable<(string Name, string Content)> DescribingFiles()
    {
        yield return (RunLayout.NetworkFile, SpecJson.Write(Job.Spec));
        yield return (RunLayout.PreprocessingFile, Job.Data.Preprocessing.ToJson() + "\n");
        yield return (RunLayout.ClassesFile, JsonSerializer.Serialize(Job.Data.Train.ClassNames, ReadableNames) + "\n");
        if (Job.Spec is ScaleNetSpec spec)
        {
            yield return (RunLayout.StructureFile, StructureFile.Write(spec));
        }
    }

    public IStartingWeights ReadStart(string path) => StartingWeights.Read(path, Job.Spec);

    public ITaskSession Open(TrainingPlan plan) => new ClassificationSession(this, plan);

    private static void RequireFit(ClassificationJob job)
    {
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

        if (job.Recipe.ShortSides is not null)
        {
            problems.Add("its recipe has short sides, which are for detectors");
        }

        problems.AddRange(StepSplit.Problems(job));
        if (problems.Count > 0)
        {
            throw new SpecException(
                $"{job.Spec.Name} cannot be trained on {job.Data.Train.Name}: {string.Join("; ", problems)}.");
        }
    }
}
