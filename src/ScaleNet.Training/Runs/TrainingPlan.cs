using ScaleNet.Architecture;
using ScaleNet.Data.Loading;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Modeling.Execution;
using ScaleNet.Training.Distributed;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Tasks;

namespace ScaleNet.Training.Runs;

/// <summary>A job that was checked, with what follows from it.</summary>
internal sealed class TrainingPlan
{
    /// <summary>Checks that network, recipe and data fit together.</summary>
    /// <exception cref="SpecException">They do not.</exception>
    public TrainingPlan(TrainingJob job)
    {
        RecipeFile.Validate(job.Recipe, job.Recipe.Name);
        if (job.LimitBatches is < 1)
        {
            throw new SpecException($"limit of batches: got {job.LimitBatches}, expected 1 or more.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(job.ValidationInterval, 1);
        Job = job;
        Task = job.CreateTask();
        Ranks = job.Ranks ?? new SingleProcess();
        MicroBatch = job.Recipe.BatchSize / (job.Recipe.Accumulation * Ranks.WorldSize);
        BatchesPerEpoch = Math.Min(Task.StepsPerEpoch, job.LimitBatches ?? int.MaxValue);
    }

    public TrainingJob Job { get; }

    /// <summary>The network and its images.</summary>
    public ITrainingTask Task { get; }

    public TrainingRecipe Recipe => Job.Recipe;

    /// <summary>The processes that train together, or this one alone.</summary>
    public ICollective Ranks { get; }

    public bool IsDistributed => Ranks.WorldSize > 1;

    /// <summary>Images of one batch on one rank.</summary>
    public int MicroBatch { get; }

    /// <summary>Steps of an epoch.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>How graphs are run.</summary>
    public ExecutionOptions Execution => Job.Execution with
    {
        Precision = Recipe.Precision,
        Layout = Recipe.ChannelsLast ? MemoryLayout.ChannelsLast : MemoryLayout.Contiguous,
    };

    /// <summary>How this rank's training images are dealt into batches.</summary>
    /// <param name="corrupt">Counts damaged images.</param>
    public BatchPlan Batches(CorruptSamples corrupt) => new()
    {
        BatchSize = MicroBatch,
        Seed = Recipe.Seed,
        Shuffle = true,
        DropLast = true,
        Workers = Job.Workers,
        Part = Ranks.Rank,
        Parts = Ranks.WorldSize,
        Corrupt = corrupt,
        ReplaceCorrupt = true,
    };

    /// <summary>What the run folder says of the run before its first epoch.</summary>
    public RunInfo NewInfo(DateTimeOffset now) => new()
    {
        Tool = $"scalenet {typeof(TrainingPlan).Assembly.GetName().Version?.ToString(fieldCount: 3)}",
        Kind = Job.Kind,
        Name = Job.Name,
        Network = Job.NetworkName,
        SpecHash = Task.SpecHash,
        Status = RunStatus.Running,
        EpochsPlanned = Recipe.Epochs,
        EpochsDone = 0,
        Parameters = Task.Parameters,
        Macs = Task.Macs,
        DataSource = Task.DataSource,
        StartedFrom = Job.InitialWeights?.Path,
        Created = now,
        ElapsedSeconds = 0,
    };

    /// <summary>The files that describe the training: name and content.</summary>
    public IEnumerable<(string Name, string Content)> DescribingFiles() =>
        Task.DescribingFiles().Append((RunLayout.RecipeFile, RecipeFile.Write(Recipe)));
}
