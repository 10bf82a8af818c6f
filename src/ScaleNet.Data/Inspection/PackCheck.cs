using ScaleNet.Data.Shards;

namespace ScaleNet.Data.Inspection;

/// <summary>Compares shards with their lists, and a folder of them with the record of its packing.</summary>
internal static class PackCheck
{
    /// <summary>What does not agree, shard by shard, then what concerns all.</summary>
    public static IEnumerable<ItemProblem> Run(string path, TarShards shards, InspectionPlan plan)
    {
        var problems = new List<ItemProblem>();
        PackRecord? record = null;
        try
        {
            record = Directory.Exists(path) ? PackRecord.TryRead(path) : null;
        }
        catch (DatasetException problem)
        {
            problems.Add(ItemProblem.Of(path, problem.Message));
        }

        string[] listed = [.. shards.Shards.Select(shard => shard.Path).Where(shard => record is not null || ShardList.IsBeside(shard))];
        var bad = new ItemVisits<Verifier>(listed.Length, () => new Verifier(), (verifier, index) => verifier.Verify(listed[index]))
            .Run(plan with { Progress = null })
            .SelectMany(verifier => verifier.Problems)
            .OrderBy(problem => problem.Where, StringComparer.Ordinal);
        problems.InsertRange(0, bad);
        if (record is not null && record.Pictures != shards.Count)
        {
            problems.Add(new ItemProblem(
                path, $"got {shards.Count} pictures in its shards, expected the {record.Pictures} that were to be packed. Go on with the packing."));
        }

        return problems;
    }

    private sealed class Verifier : IDisposable
    {
        public List<ItemProblem> Problems { get; } = [];

        public void Verify(string shard)
        {
            try
            {
                ShardList.Verify(shard);
            }
            catch (Exception problem) when (problem is DatasetException or IOException or UnauthorizedAccessException)
            {
                Problems.Add(ItemProblem.Of(shard, problem.Message));
            }
        }

        public void Dispose()
        {
        }
    }
}
