using ScaleNet.Data.Loading;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Modeling.Execution;
using ScaleNet.Training.Distributed;
using ScaleNet.Training.Logs;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Tasks;
using static TorchSharp.torch;

namespace ScaleNet.Training.Runs;

/// <summary>Everything that a training is made of; what is learned of which images is in the kinds of jobs.</summary>
public abstract record TrainingJob
{
    private protected TrainingJob()
    {
    }

    /// <summary>Where the run's files go.</summary>
    public required string RunFolder { get; init; }

    /// <summary>What the user calls the run.</summary>
    public required string Name { get; init; }

    /// <summary>The step of the method: a seed or any other network.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>How it is trained.</summary>
    public required TrainingRecipe Recipe { get; init; }

    /// <summary>How the graph is run; precision and layout are always the recipe's.</summary>
    public ExecutionOptions Execution { get; init; } = new();

    /// <summary>Where the tensors live; the CPU if null.</summary>
    public Device? Device { get; init; }

    /// <summary>Threads that prepare batches; results do not depend on it.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>What to do with the run folder.</summary>
    public RunMode Mode { get; init; }

    /// <summary>The most batches of an epoch and of an evaluation, to try things out; null for all.</summary>
    public int? LimitBatches { get; init; }

    /// <summary>Epochs from one evaluation to the next; the last epoch is evaluated always.</summary>
    public int ValidationInterval { get; init; } = 1;

    /// <summary>Steps from one line of <c>steps.jsonl</c> to the next; the last step of an epoch has one too.</summary>
    public int LogInterval { get; init; } = RunLog.DefaultInterval;

    /// <summary>Steps between checkpoints in mid-epoch; null for none.</summary>
    public int? CheckpointEverySteps { get; init; }

    /// <summary>Time between checkpoints in mid-epoch; null for none.</summary>
    public TimeSpan? CheckpointEvery { get; init; }

    /// <summary>Ends of epochs whose checkpoints are kept, besides the best one.</summary>
    public int KeptCheckpoints { get; init; } = 3;

    /// <summary>Damaged images that are passed over, as a share of each set in [0,1]; with more, the training stops.</summary>
    public double CorruptShare { get; init; } = CorruptSamples.DefaultShare;

    /// <summary>The processes that train together; borrowed. Null for this one alone.</summary>
    public ICollective? Ranks { get; init; }

    /// <summary>Test images that <c>predictions.json</c> shows at the end.</summary>
    public int ExampleCount { get; init; } = 12;

    /// <summary>Display name of the network.</summary>
    public abstract string NetworkName { get; }

    /// <summary>Images that are learned from.</summary>
    public abstract int TrainImages { get; }

    /// <summary>Weights to begin with; null for random ones of the recipe's seed.</summary>
    internal abstract IStartingWeights? InitialWeights { get; }

    /// <summary>Checks that network, recipe and data fit together.</summary>
    /// <exception cref="ScaleNet.Architecture.SpecException">They do not.</exception>
    internal abstract ITrainingTask CreateTask();
}
