using System.Buffers;
using ScaleNet.Data.Images;
using ScaleNet.Data.Loading;
using ScaleNet.Data.Transforms;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Data.Detection;

/// <summary>Makes batches of images of any sizes with their boxes.</summary>
internal sealed class DetectionAssembler(
    CocoDataset set, BatchPlan plan, DetectionPreparation preparation, AspectGroups groups, int epoch)
    : IBatchAssembler<DetectionReader, DetectionBatch>
{
    private readonly SampleFilling _filling = new(set.Name, set.FileOf, plan, epoch, groups.Next, "images of one orientation");

    private readonly IReadOnlyList<int[]> _batches = groups.Deal(
        plan.Shuffle ? EpochOrder.Shuffled([set.Count], plan.Seed, epoch) : EpochOrder.Sequential(set.Count));

    /// <inheritdoc/>
    public DetectionReader OpenReader() => new(set);

    /// <inheritdoc/>
    public DetectionBatch? TryAssemble(int batchIndex, DetectionReader reader, CancellationToken stop)
    {
        var wanted = _batches[checked((batchIndex * plan.Parts) + plan.Part)];
        var (samples, memory) = (new List<DetectionSample>(wanted.Length), new List<byte[]>(wanted.Length));
        bool isComplete = false;
        try
        {
            for (int i = 0; i < wanted.Length && !stop.IsCancellationRequested; i++)
            {
                _filling.Try(
                    wanted[i], batchIndex, (Assembler: this, reader, samples, memory),
                    static (index, at) => at.Assembler.Add(index, at.reader, at.samples, at.memory));
            }

            isComplete = !stop.IsCancellationRequested;
            return isComplete ? new DetectionBatch(batchIndex, samples, memory) : null;
        }
        finally
        {
            if (!isComplete)
            {
                memory.ForEach(pixels => ArrayPool<byte>.Shared.Return(pixels));
            }
        }
    }

    private void Add(int index, DetectionReader reader, List<DetectionSample> samples, List<byte[]> memory)
    {
        var random = SampleRandom.For(plan.Seed, epoch, index);
        var (isFlipped, resize) = preparation.Draw(ref random);
        var picture = reader.Read(index);
        int length = PixelPlanes.LengthOf(picture.Width, picture.Height);
        byte[] pixels = ArrayPool<byte>.Shared.Rent(length);
        memory.Add(pixels);
        PixelPlanes.Write(picture, isFlipped, pixels.AsSpan(0, length));
        var targets = set.Targets(index);
        samples.Add(new DetectionSample
        {
            Index = index,
            ImageId = set.ImageId(index),
            Size = new ImageSize(picture.Height, picture.Width),
            Pixels = pixels.AsMemory(0, length),
            IsFlipped = isFlipped,
            Boxes = [.. targets.Select(target => isFlipped ? target.Box.FlippedIn(picture.Width) : target.Box)],
            Labels = [.. targets.Select(target => target.Label)],
            Resize = resize,
        });
    }
}
