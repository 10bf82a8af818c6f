using System.Collections.Immutable;
using System.Diagnostics;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Benchmarks;

/// <summary>How long an allocation takes once the scores are read: the seeds of the published networks under the ResNets' MACs.</summary>
internal static class AllocationTimes
{
    private const int Repeats = 5;
    private const int Seed = 0;
    private static readonly string[] Baselines = ["resnet50", "resnet101", "resnet152"];

    /// <summary>Prints a line for each seed and policy, and the process's peak of memory after each.</summary>
    public static void Run()
    {
        Console.WriteLine("| seed on | policy | first ms | least ms | peak MiB of the process |\n|---|---|---|---|---|");
        foreach (var id in Baselines)
        {
            var baseline = (ResNetSpec)Catalog.Get(id).Spec;
            var seed = SeedDesign.Create(baseline, ScaleSets.Published, ratio: 1);
            var scores = Draw(seed);
            var budget = new CostBudget(MacsCost.Instance, MacsCost.Instance.Of(baseline));
            foreach (var policy in AllocationPolicies.All)
            {
                var times = Enumerable.Range(0, Repeats).Select(_ => Time(seed, scores, policy, budget)).ToList();
                using var self = Process.GetCurrentProcess();
                Console.WriteLine(FormattableString.Invariant(
                    $"| {id} | {policy.Name} | {times[0]:F0} | {times.Min():F0} | {self.PeakWorkingSet64 / 1048576.0:F0} |"));
            }
        }
    }

    private static double Time(ScaleNetSpec seed, ChannelScores scores, IAllocationPolicy policy, CostBudget budget)
    {
        var started = Stopwatch.GetTimestamp();
        _ = NeuronAllocator.Allocate(seed, scores, policy, budget);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static ChannelScores Draw(ScaleNetSpec seed)
    {
        var random = new Random(Seed);
        return new ChannelScores(seed.Blocks.Select(block => block
            .Select(count => Enumerable.Range(0, count).Select(_ => random.NextSingle()).ToImmutableArray()).ToImmutableArray()));
    }
}
