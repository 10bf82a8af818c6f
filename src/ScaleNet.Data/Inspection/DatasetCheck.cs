using ScaleNet.Data.Datasets;
using ScaleNet.Data.Loading;
using ScaleNet.Data.Shards;

namespace ScaleNet.Data.Inspection;

/// <summary>Reads a part of a data set to the last pixel and tells what cannot be used.</summary>
/// <remarks>
/// Finds more than a training does, which decodes only what it needs. It does not find wrong pixels in a file that can be decoded, unless
/// a checksum tells of them.
/// </remarks>
public static class DatasetCheck
{
    /// <summary>Checks a part in any layout: every archive, its list and checksums, every picture.</summary>
    /// <param name="path">See <see cref="ImageParts.Open(string)"/>.</param>
    /// <param name="plan">How.</param>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public static CheckReport Run(string path, InspectionPlan plan)
    {
        var problems = new List<ItemProblem>();
        IEncodedItems items;
        try
        {
            items = ImageParts.Open(path, (archive, problem) => problems.Add(ItemProblem.Of(archive, problem.Message)));
        }
        catch (DatasetException problem)
        {
            return new CheckReport(path, 0, 0, [.. problems, ItemProblem.Of(path, problem.Message)]);
        }

        if (items is TarShards shards)
        {
            problems.AddRange(PackCheck.Run(path, shards, plan));
        }

        var bad = new ItemVisits<Checker>(items.Count, () => new Checker(items), (checker, index) => checker.Check(index))
            .Run(plan)
            .SelectMany(checker => checker.Problems)
            .OrderBy(problem => problem.Index)
            .Select(problem => ItemProblem.Of(items.Where(problem.Index), problem.Message))
            .ToList();
        return new CheckReport(path, items.Count, items.Count - bad.Count, [.. problems, .. bad]);
    }

    /// <summary>Images in memory were checked when they were loaded.</summary>
    public static CheckReport Run(ImageSet images) => new(images.Name, images.Count, images.Count, []);

    private sealed class Checker(IEncodedItems items) : IDisposable
    {
        private readonly PictureInspector _inspector = new(items);

        public List<(int Index, string Message)> Problems { get; } = [];

        public void Check(int index)
        {
            try
            {
                _inspector.Read(index);
            }
            catch (CorruptSampleException problem)
            {
                Problems.Add((index, problem.Message));
            }
        }

        public void Dispose() => _inspector.Dispose();
    }
}
