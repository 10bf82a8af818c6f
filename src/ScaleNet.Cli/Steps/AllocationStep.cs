using ScaleNet.Architecture;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Steps;

/// <summary>Learns an allocation from a trained seed.</summary>
internal sealed class AllocationStep
{
    private readonly TrainedRun _run;
    private readonly string _seedFolder;

    private AllocationStep(string seedFolder, TrainedRun run, ScaleNetSpec seed)
    {
        _seedFolder = seedFolder;
        _run = run;
        Seed = seed;
    }

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

    /// <summary>The largest structure within the budget.</summary>
    /// <param name="policy">How channels are chosen.</param>
    /// <param name="budget">What the network may cost.</param>
    /// <param name="name">Display name of the network.</param>
    /// <exception cref="SpecException">No structure meets the budget, or the seed diverged.</exception>
    public NeuronAllocation Allocate(IAllocationPolicy policy, CostBudget budget, string name)
    {
        var allocation = NeuronAllocator.Allocate(Seed, _run.ReadScores(), policy, budget);
        return allocation with { Spec = allocation.Spec with { Name = name } };
    }

    /// <summary>The record of a decision, to be kept in a run folder.</summary>
    public AllocationRecord Record(NeuronAllocation allocation, BudgetChoice choice, string runFolder) =>
        AllocationRecord.Of(allocation, choice, SeedReference.From(runFolder, _seedFolder, Seed, _run.Epoch));

    /// <summary>Writes a run folder that holds the allocation and nothing trained.</summary>
    public void WriteRun(string runFolder, string name, NeuronAllocation allocation, AllocationRecord record, TimeProvider clock)
    {
        Directory.CreateDirectory(runFolder);
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
}
