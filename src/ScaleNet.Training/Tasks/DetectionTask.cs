using System.Collections.Immutable;
using System.Text.Json;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Zoo.Detection;
using ScaleNet.Data.Detection;
using ScaleNet.Data.Loading;
using ScaleNet.Data.Transforms;
using ScaleNet.Evaluation.Boxes;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Tasks;

/// <summary>Finding objects in images.</summary>
internal sealed class DetectionTask : ITrainingTask
{
    /// <summary>Checks that detector, recipe and data fit together.</summary>
    /// <exception cref="SpecException">They do not.</exception>
    public DetectionTask(DetectionJob job)
    {
        Job = job;
        Graphs = job.Spec.Lower();
        RequireFit(job);
        SpecHash = FasterRcnnJson.Hash(job.Spec);
        Frozen = FrozenParameters.Find(Graphs.Parts, job.Spec.Name, job.Recipe.Freeze ?? []);
        Test = job.LimitBatches is { } limit
            ? job.Data.Test.Take((int)Math.Min(job.Data.Test.Count, (long)limit * job.Recipe.BatchSize))
            : job.Data.Test;
        Preparation = new DetectionPreparation
        {
            Sizes = job.Recipe.ShortSides is { } sides
                ? DetectionPreparation.MultiScale(sides, job.Spec.LongSide)
                : [new ResizeRule(job.Spec.ShortSide, job.Spec.LongSide)],
            FlipProbability = job.Recipe.Augmentation.Flip ? DetectionPreparation.UsualFlipProbability : 0,
        };
        Cost = DetectorCost.OfLargestImage(job.Spec);
        StepsPerEpoch = Steps();
    }

    public DetectionJob Job { get; }

    public FasterRcnnGraphs Graphs { get; }

    /// <summary>For each graph the nodes that stay as they began.</summary>
    public IReadOnlyList<ImmutableHashSet<int>> Frozen { get; }

    /// <summary>What is done to the training images.</summary>
    public DetectionPreparation Preparation { get; }

    /// <summary>The test images that are evaluated: all, unless batches are limited.</summary>
    public CocoDataset Test { get; }

    /// <summary>Of the largest image that the detector's sizes allow, with all regions.</summary>
    public DetectorCost Cost { get; }

    public string SpecHash { get; }

    public long Parameters => Cost.Parameters;

    public long Macs => Cost.Macs;

    public string DataSource => Job.Data.Source;

    public int StepsPerEpoch { get; }

    public int TestImages => Test.Count;

    public IEnumerable<(string Name, string Content)> DescribingFiles()
    {
        yield return (RunLayout.NetworkFile, FasterRcnnJson.Write(Job.Spec));
        yield return (RunLayout.CategoriesFile, JsonSerializer.Serialize(DetectedCategory.Of(Job.Data.Train.Classes), SpecJson.StrictOptions) + "\n");
    }

    public IStartingWeights ReadStart(string path) => DetectorStart.Read(path, Job.Spec);

    public ITaskSession Open(TrainingPlan plan) => new DetectionSession(this, plan);

    // Wide images and others fill batches of their own, so a step's share of an epoch is not simply that of its images.
    private int Steps()
    {
        var parts = Job.Recipe.Accumulation * (Job.Ranks?.WorldSize ?? 1);
        var all = new BatchPlan { BatchSize = Job.Recipe.BatchSize / parts, DropLast = true };
        var steps = new DetectionLoader(Job.Data.Train, all, Preparation).BatchCount / parts;
        return steps > 0 ? steps : throw new SpecException(
            $"{Job.Spec.Name} cannot be trained on {Job.Data.Train.Name}: wide images and others fill no {parts} batches of {all.BatchSize}. "
            + "Use a smaller batch or more images.");
    }

    private static void RequireFit(DetectionJob job)
    {
        var problems = new List<string>();
        if (job.Spec.Classes != job.Data.Train.ClassNames.Count)
        {
            problems.Add($"it tells {job.Spec.Classes} classes apart, the data set has {job.Data.Train.ClassNames.Count}");
        }

        if (!job.Data.Train.Classes.CategoryIds.SequenceEqual(job.Data.Test.Classes.CategoryIds))
        {
            problems.Add("its training images have other categories than its test images");
        }

        problems.AddRange(Unsupported(job.Recipe));
        problems.AddRange(StepSplit.Problems(job));
        if (problems.Count > 0)
        {
            throw new SpecException(
                $"{job.Spec.Name} cannot be trained on {job.Data.Train.Name}: {string.Join("; ", problems)}.");
        }
    }

    private static IEnumerable<string> Unsupported(TrainingRecipe recipe)
    {
        (bool Is, string What)[] features =
        [
            (recipe.Mixing is not null, "mixes images"),
            (recipe.LabelSmoothing > 0, "smooths labels"),
            (recipe.DropPath > 0, "leaves out residual branches"),
            (recipe.MorphNet is not null, "presses on gammas"),
            (recipe.Augmentation != new Augmentation { Pad = 0, Flip = recipe.Augmentation.Flip }, "changes images otherwise than by flipping"),
        ];
        return features.Where(feature => feature.Is).Select(feature => $"its recipe {feature.What}, which is for classifiers");
    }
}
