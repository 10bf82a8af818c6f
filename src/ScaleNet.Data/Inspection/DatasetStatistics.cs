using ScaleNet.Data.Datasets;
using ScaleNet.Data.Loading;

namespace ScaleNet.Data.Inspection;

/// <summary>Counts and measures a part of a data set.</summary>
/// <remarks><b>Determinism:</b> a function of the pictures and the sample, whatever the number of workers.</remarks>
public static class DatasetStatistics
{
    private const string OtherFormat = "other";
    private const string InMemory = "pixels";

    /// <summary>Measures a part in any layout. Pictures that cannot be decoded are counted and left out.</summary>
    /// <param name="items">The pictures.</param>
    /// <param name="sample">Which are decoded; null for all.</param>
    /// <param name="plan">How.</param>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public static StatisticsReport Run(IEncodedItems items, SampleChoice? sample, InspectionPlan plan)
    {
        int[] chosen = (sample ?? new SampleChoice(items.Count, Seed: 0)).Of(items.Count);
        var total = new PictureTally();
        int damaged = 0;
        foreach (var counter in new ItemVisits<Counter>(chosen.Length, () => new Counter(items), (counter, place) => counter.Count(chosen[place])).Run(plan))
        {
            total.Add(counter.Tally);
            damaged += counter.Damaged;
        }

        return total.Complete(Start(items.Name, items.ClassNames, items.Count, items.Label) with { Damaged = damaged });
    }

    /// <summary>Measures images in memory.</summary>
    public static StatisticsReport Run(ImageSet images, SampleChoice? sample)
    {
        var total = new PictureTally();
        foreach (int index in (sample ?? new SampleChoice(images.Count, Seed: 0)).Of(images.Count))
        {
            total.Add(InMemory, images.Image(index), images.Shape);
        }

        return total.Complete(Start(images.Name, images.ClassNames, images.Count, images.Label));
    }

    private static StatisticsReport Start(string name, IReadOnlyList<string> classNames, int count, Func<int, int> label)
    {
        var counts = new int[classNames.Count];
        for (int i = 0; i < count; i++)
        {
            counts[label(i)]++;
        }

        return new StatisticsReport
        {
            Name = name,
            Pictures = count,
            Measured = 0,
            Damaged = 0,
            Classes = [.. classNames.Select((className, i) => new ClassCount(i, className, counts[i]))],
            Imbalance = counts.Min() > 0 ? (double)counts.Max() / counts.Min() : null,
            Bytes = 0,
            Formats = new SortedDictionary<string, long>(),
        };
    }

    private sealed class Counter(IEncodedItems items) : IDisposable
    {
        private readonly PictureInspector _inspector = new(items);

        public PictureTally Tally { get; } = new();

        public int Damaged { get; private set; }

        public void Count(int index)
        {
            try
            {
                var file = _inspector.Read(index);
                Tally.Add(PictureKind.Of(file) ?? OtherFormat, file.Length, _inspector.Pixels);
            }
            catch (CorruptSampleException)
            {
                Damaged++;
            }
        }

        public void Dispose() => _inspector.Dispose();
    }
}
