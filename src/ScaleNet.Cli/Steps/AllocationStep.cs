using ScaleNet.Architecture;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Weights;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Steps;

/// <summary>Learns an allocation from a trained seed.</summary>
internal sealed class AllocationStep
{
    private readonly TrainedRun _run;
    private readonly Lazy<ChannelScores> _scores;

    private AllocationStep(string seedFolder, TrainedRun run, ScaleNetSpec seed)
    {
        _scores = new Lazy<ChannelScores>(run.ReadScores);
        SeedFolder = seedFolder;
        _run = run;
        Seed = seed;
    }

    /// <summary>The seed's run folder.</summary>
    public string SeedFolder { get; }

    /// <summary>The seed's network.</summary>
    public ScaleNetSpec Seed { get; }

    /// <summary>Whether the seed's training is not complete, so that its scores may still change.</summary>
    public bool IsUnfinished => _run.Info.Status != RunStatus.Finished;

    /// <summary>What the user should know of the seed's checkpoints, one line each.</summary>
    public IReadOnlyList<string> Notes => _run.Notes;

    /// <summary>How far the seed is trained.</summary>
    public string Progress => FormattableString.Invariant($"{_run.Epoch} of {_run.Info.EpochsPlanned} epochs");

    /// <summary>Reads a seed's run.</summary>
    /// <param name="seedFolder">The run's folder.</param>
    /// <param name="choice">Which weights; null for the newest ones, averaged where the training kept an average.</param>
    /// <exception cref="SpecException">The run's network has no scales.</exception>
    public static AllocationStep Open(string seedFolder, CheckpointChoice? choice = null)
    {
        var run = TrainedRun.Open(seedFolder, choice);
        return run.Spec is ScaleNetSpec seed
            ? new AllocationStep(seedFolder, run, seed)
            : throw new SpecException($"{seedFolder}: {run.Spec.Name} has no scales, so nothing can be allocated. Train a seed.");
    }

    /// <summary>What the user should know of the seed's scores under a policy; null for nothing.</summary>
    public string? NoteOf(IAllocationPolicy policy) => policy.NoteOf(_scores.Value);

    /// <summary>The largest structure within the budget.</summary>
    /// <param name="policy">How channels are chosen.</param>
    /// <param name="budget">What the network may cost.</param>
    /// <param name="name">Display name of the network.</param>
    /// <exception cref="SpecException">No structure meets the budget, or the seed diverged or has nothing to learn from.</exception>
    public NeuronAllocation Allocate(IAllocationPolicy policy, CostBudget budget, string name) => Sweep(policy, [budget], _ => name)[0];

    /// <summary>The largest structure within each of several budgets of one cost.</summary>
    /// <param name="policy">How channels are chosen.</param>
    /// <param name="budgets">What the networks may cost.</param>
    /// <param name="nameOf">Display name of a network by its number, from 0.</param>
    /// <exception cref="SpecException">No structure meets a budget, or the seed diverged or has nothing to learn from.</exception>
    public IReadOnlyList<NeuronAllocation> Sweep(IAllocationPolicy policy, IReadOnlyList<CostBudget> budgets, Func<int, string> nameOf)
    {
        if (policy.LearnsFromScores)
        {
            _scores.Value.RequireDifferences(SeedFolder);
        }

        return
        [
            .. NeuronAllocator.Sweep(Seed, _scores.Value, policy, budgets)
                .Select((allocation, i) => allocation with { Spec = allocation.Spec with { Name = nameOf(i) } }),
        ];
    }

    /// <summary>The weights of the kept channels, cut out of the seed.</summary>
    /// <exception cref="SpecException">A branch is wider than the seed's.</exception>
    public WeightFile Inherit(NeuronAllocation allocation) =>
        InheritedWeights.Cut(Seed, _scores.Value, _run.Weights, allocation.Spec);

    /// <summary>The record of a decision, to be kept in a run folder.</summary>
    public AllocationRecord Record(NeuronAllocation allocation, BudgetChoice choice, string runFolder) =>
        AllocationRecord.Of(allocation, choice, SeedReference.From(runFolder, SeedFolder, Seed, _run.Epoch));

    /// <summary>Writes a run folder that holds the allocation and nothing trained.</summary>
    /// <param name="runFolder">The folder.</param>
    /// <param name="name">The run's name.</param>
    /// <param name="allocation">What was decided.</param>
    /// <param name="record">The same for a file.</param>
    /// <param name="inherited">Weights to start from; null for none.</param>
    /// <param name="clock">The time.</param>
    public void WriteRun(
        string runFolder, string name, NeuronAllocation allocation, AllocationRecord record, WeightFile? inherited, TimeProvider clock)
    {
        Directory.CreateDirectory(runFolder);
        WriteInherited(runFolder, inherited);
        RunText.Write(runFolder, RunLayout.NetworkFile, SpecJson.Write(allocation.Spec));
        RunText.Write(runFolder, RunLayout.StructureFile, StructureFile.Write(allocation.Spec));
        record.Write(runFolder);
        new RunInfo
        {
            Tool = ToolVersion.Text,
            Kind = RunKind.Allocation,
            Name = name,
            Network = allocation.Spec.Name,
            SpecHash = SpecJson.Hash(allocation.Spec),
            Status = RunStatus.Finished,
            EpochsPlanned = 0,
            EpochsDone = 0,
            Parameters = record.Parameters,
            Macs = record.Macs,
            DataSource = _run.Info.DataSource,
            Created = clock.GetUtcNow(),
            ElapsedSeconds = 0,
        }.Write(runFolder);
    }

    // A file of an allocation that was overwritten must not be taken for this one's.
    private static void WriteInherited(string runFolder, WeightFile? inherited)
    {
        var path = RunLayout.PathOf(runFolder, AllocationRecord.InheritedFile);
        if (inherited is null)
        {
            File.Delete(path);
        }
        else
        {
            SafetensorsWriter.Write(path, inherited);
        }
    }
}
