using System.Collections.Immutable;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Specs;
using ScaleNet.Cli.Output;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Cli.Steps;

/// <summary>How a structure was chosen: the content of <c>allocation.json</c>.</summary>
internal sealed record AllocationRecord
{
    /// <summary>The file's name in a run folder.</summary>
    public const string FileName = RunLayout.AllocationFile;

    /// <summary>The file of weights that were cut out of the seed.</summary>
    public const string InheritedFile = "inherited.safetensors";

    /// <summary>The rule that chose.</summary>
    public required string Policy { get; init; }

    /// <summary>What it was told beside its name, in words; null for nothing.</summary>
    public required string? PolicySettings { get; init; }

    /// <summary>r of k = ceil(r * planes), channels kept per block; with other policies what they say.</summary>
    public required double Ratio { get; init; }

    /// <summary>What was limited.</summary>
    public required CostKind BudgetKind { get; init; }

    /// <summary>The limit: MACs, parameters or nanoseconds.</summary>
    public required long Budget { get; init; }

    /// <summary>Where the limit comes from, in words.</summary>
    public required string BudgetOrigin { get; init; }

    /// <summary>What the network costs in the budget's currency.</summary>
    public required long CostReached { get; init; }

    /// <summary>What the next larger structure of the policy costs; null where there is none.</summary>
    public required long? NextCost { get; init; }

    /// <summary>The unused part of the budget, in [0, 1).</summary>
    public required double Gap { get; init; }

    /// <summary>What a budget of time came to; null for others.</summary>
    public LatencyRecord? Latency { get; init; }

    /// <summary>The file of weights that were cut out of the seed; null without.</summary>
    public string? InheritedWeights { get; init; }

    /// <summary>Multiply-accumulates per image.</summary>
    public required long Macs { get; init; }

    /// <summary>Learned values.</summary>
    public required long Parameters { get; init; }

    /// <summary>The seed's run folder, relative to this file's folder.</summary>
    public required string SeedRun { get; init; }

    /// <summary>The seed's specification hash.</summary>
    public required string SeedSpecHash { get; init; }

    /// <summary>Complete epochs of the seed's training.</summary>
    public required int SeedEpochs { get; init; }

    /// <summary>Down-sampling factors.</summary>
    public required ImmutableArray<int> Scales { get; init; }

    /// <summary>Neurons: [block][scale].</summary>
    public required ImmutableArray<int>[] Neurons { get; init; }

    /// <summary>What the allocator decided, with its seed.</summary>
    public static AllocationRecord Of(NeuronAllocation allocation, BudgetChoice choice, SeedReference seed)
    {
        var spec = allocation.Spec;
        var cost = CostModel.Measure(spec.Lower(), spec.Resolution, spec.Resolution);
        return new AllocationRecord
        {
            Policy = allocation.Policy.Name,
            PolicySettings = allocation.Policy.Settings,
            Ratio = allocation.Ratio,
            BudgetKind = choice.Budget.Kind,
            Budget = choice.Budget.Amount,
            BudgetOrigin = choice.Origin,
            CostReached = allocation.CostReached,
            NextCost = allocation.NextCost,
            Gap = allocation.Gap,
            Macs = cost.Macs,
            Parameters = cost.Parameters,
            SeedRun = seed.RelativeFolder,
            SeedSpecHash = SpecJson.Hash(seed.Spec),
            SeedEpochs = seed.Epochs,
            Scales = spec.Scales,
            Neurons = [.. spec.Blocks],
        };
    }

    /// <summary>Writes the file into a run folder, atomically.</summary>
    public void Write(string runFolder) => RunText.Write(runFolder, FileName, JsonOutput.Serialize(this));
}
