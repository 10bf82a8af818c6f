using System.Diagnostics;
using ScaleNet.Modeling.Detection;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ScaleNet.Benchmarks;

/// <summary>How long the operations take that libtorch has not: NMS and RoIAlign, beside what can be put together from its own.</summary>
internal static class DetectionTimes
{
    private const int Rounds = 9;
    private const int Boxes = 2000;
    private const int Regions = 1000;
    private const int Channels = 256;
    private const int Bins = 7;
    private const int Samples = 2;
    private const int ImageHeight = 800;
    private const int ImageWidth = 1216;
    private const int Stride = 16;
    private const int Seed = 0;
    private static readonly int[] Strides = [4, 8, 16, 32];

    /// <summary>Prints a line for each operation. They take turns, so that other work on the machine meets all alike.</summary>
    public static void Run()
    {
        using var scope = NewDisposeScope();
        var operations = Suppressions().Concat(Readings()).ToList();
        var times = operations.Select(_ => new List<double>()).ToList();
        for (var round = 0; round <= Rounds; round++)
        {
            for (var i = 0; i < operations.Count; i++)
            {
                using var step = NewDisposeScope();
                var started = Stopwatch.GetTimestamp();
                operations[i].Run();
                times[i].Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        Console.WriteLine("| operation | first ms | median ms | least ms |\n|---|---|---|---|");
        for (var i = 0; i < operations.Count; i++)
        {
            var later = times[i].Skip(1).Order().ToList();
            Console.WriteLine(FormattableString.Invariant(
                $"| {operations[i].Name} | {times[i][0]:F1} | {later[Rounds / 2]:F2} | {later[0]:F2} |"));
        }
    }

    private static IEnumerable<(string Name, Action Run)> Suppressions()
    {
        var random = new Random(Seed);
        var scores = tensor(Enumerable.Range(0, Boxes).Select(_ => random.NextSingle()).ToArray());
        var labels = tensor(Enumerable.Range(0, Boxes).Select(_ => random.NextInt64(80)).ToArray());
        var boxes = ToTensor(RandomBoxes(Boxes));
        // A lattice of boxes that do not touch: every box is kept, and compared with all before it.
        var apart = ToTensor([.. Enumerable.Range(0, Boxes).SelectMany(i =>
        {
            var (row, column) = Math.DivRem(i, 50);
            return new float[] { column * 20, row * 20, (column * 20) + 10, (row * 20) + 10 };
        })]);
        return
        [
            ("NMS, 2,000 boxes, threshold 0.7", () => NonMaximumSuppression.Keep(boxes, scores, 0.7)),
            ("NMS, 2,000 boxes that do not touch", () => NonMaximumSuppression.Keep(apart, scores, 0.7)),
            ("NMS, 2,000 boxes, 80 labels, 0.5", () => NonMaximumSuppression.KeepPerLabel(boxes, scores, labels, 0.5)),
        ];
    }

    private static List<(string Name, Action Run)> Readings()
    {
        var corners = RandomBoxes(Regions);
        var (boxes, grid) = (ToTensor(corners), Grid(corners));
        var map = rand(1, Channels, ImageHeight / Stride, ImageWidth / Stride).requires_grad_();
        var last = map.detach().permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2).requires_grad_();
        var levels = Strides
            .Select(stride => rand(1, Channels, ImageHeight / stride, ImageWidth / stride).requires_grad_()).ToArray();
        var two = new RoiAlignOptions(Bins, Bins, Samples, Aligned: true);
        var adaptive = two with { SamplingRatio = RoiAlignOptions.Adaptive };
        var operations = new List<(string, Action)>();
        Add("one map, two samples", () => RoiAlign.Read(map, [boxes], 1.0 / Stride, two));
        Add("one map in channels-last, two samples", () => RoiAlign.Read(last, [boxes], 1.0 / Stride, two));
        Add("one map, adaptive", () => RoiAlign.Read(map, [boxes], 1.0 / Stride, adaptive));
        Add("four levels, two samples", () => MultiScaleRoiAlign.Published.Read(levels, [boxes], ImageHeight));
        Add("one map, two samples, by libtorch's grid_sample", () => BySampling(map, grid));
        using var difference = RoiAlign.Read(map, [boxes], 1.0 / Stride, two).sub(BySampling(map, grid)).abs().max();
        Console.WriteLine(FormattableString.Invariant($"RoIAlign and grid_sample differ by {difference.item<float>():E1} at most.\n"));
        return operations;

        void Add(string name, Func<Tensor> read)
        {
            operations.Add(($"RoIAlign, {name}, forward", () =>
            {
                using var _ = no_grad();
                read();
            }
            ));
            operations.Add(($"RoIAlign, {name}, forward and backward", () => read().sum().backward()));
        }
    }

    // The aligned reading with two samples, put together from libtorch's operations; for boxes within the image.
    private static Tensor BySampling(Tensor map, Tensor grid)
    {
        var sampled = F.grid_sample(map, grid, padding_mode: GridSamplePaddingMode.Border, align_corners: false);
        return F.avg_pool2d(sampled, Samples).reshape(Channels, -1, Bins, Bins).transpose(0, 1).contiguous();
    }

    // Where the samples lie, in units in which the image goes from -1 to 1.
    private static Tensor Grid(float[] boxes)
    {
        const int Side = Bins * Samples;
        var grid = new List<float>();
        for (var i = 0; i < boxes.Length; i += 4)
        {
            for (var place = 0; place < Side * Side; place++)
            {
                var (row, column) = Math.DivRem(place, Side);
                grid.Add(Place(boxes[i], boxes[i + 2], column, ImageWidth));
                grid.Add(Place(boxes[i + 1], boxes[i + 3], row, ImageHeight));
            }
        }

        return tensor(grid.ToArray(), [1, grid.Count / (2 * Side), Side, 2]);

        static float Place(float first, float last, int index, int length) =>
            ((first + ((last - first) * (index + 0.5f) / Side)) * 2 / length) - 1;
    }

    private static float[] RandomBoxes(int count)
    {
        var random = new Random(Seed);
        var boxes = new List<float>();
        for (var i = 0; i < count; i++)
        {
            var (width, height) = (20 + (280 * random.NextSingle()), 20 + (280 * random.NextSingle()));
            var (x, y) = ((ImageWidth - width) * random.NextSingle(), (ImageHeight - height) * random.NextSingle());
            boxes.AddRange([x, y, x + width, y + height]);
        }

        return [.. boxes];
    }

    private static Tensor ToTensor(float[] boxes) => tensor(boxes, [boxes.Length / 4, 4]);
}
