using ScaleNet.Data.Detection;
using ScaleNet.Data.Loading;
using ScaleNet.Evaluation.Boxes;
using ScaleNet.Evaluation.Coco;
using ScaleNet.Modeling.Detection;
using ScaleNet.Training.Distributed;
using static TorchSharp.torch;

namespace ScaleNet.Training.Runs;

/// <summary>Runs a detector over a set.</summary>
/// <remarks>
/// One image at a time, as the published evaluations do: beside others it would be padded otherwise, and its detections would depend
/// on which these are.
/// </remarks>
public static class DetectorEvaluator
{
    /// <summary>The detections of all images, in the set's order and by falling score in each; all ranks get all of them.</summary>
    /// <param name="detector">The detector; its mode is the same afterwards.</param>
    /// <param name="images">The set.</param>
    /// <param name="run">How it is gone through.</param>
    /// <exception cref="ScaleNet.Data.DatasetException">An image could not be read.</exception>
    public static IReadOnlyList<CocoDetection> Detect(FasterRcnn detector, CocoDataset images, DetectionRun? run = null)
    {
        run ??= new DetectionRun();
        var ranks = run.Ranks ?? new SingleProcess();
        var wasTraining = detector.training;
        detector.eval();
        try
        {
            var own = DetectOwn(sample => DetectIn(detector, sample, images.Classes), detector.Resize, images, run, ranks);
            return ranks.WorldSize == 1 ? own : DetectionGathering.All(ranks, own, images);
        }
        finally
        {
            detector.train(wasTraining);
        }
    }

    /// <summary>The same for whatever finds objects; libtorch is not needed for it.</summary>
    /// <param name="find">What is found in an image, by falling score.</param>
    /// <param name="resize">At which size it sees an image.</param>
    /// <param name="images">The set.</param>
    /// <param name="run">How it is gone through, by this process alone.</param>
    /// <exception cref="ScaleNet.Data.DatasetException">An image could not be read.</exception>
    public static IReadOnlyList<CocoDetection> Detect(
        Func<DetectionSample, IReadOnlyList<CocoDetection>> find, ResizeRule resize, CocoDataset images, DetectionRun run) =>
        DetectOwn(find, resize, images, run, new SingleProcess());

    private static List<CocoDetection> DetectOwn(
        Func<DetectionSample, IReadOnlyList<CocoDetection>> find, ResizeRule resize, CocoDataset images, DetectionRun run, ICollective ranks)
    {
        var rounds = (images.Count + ranks.WorldSize - 1) / ranks.WorldSize;
        var loader = new DetectionLoader(
            images,
            new BatchPlan { BatchSize = 1, Workers = run.Workers, Part = ranks.Rank, Parts = ranks.WorldSize, Corrupt = run.Corrupt },
            new DetectionPreparation { Sizes = [resize], GroupByAspect = false });
        var found = new List<CocoDetection>();
        foreach (var batch in loader.ReadEpoch(epoch: 0))
        {
            using (batch)
            {
                run.BeforeImage?.Invoke();
                rounds--;
                foreach (var sample in batch.Samples)
                {
                    found.AddRange(find(sample));
                }

                run.Progress?.Invoke(batch.Index + 1, loader.BatchCount);
            }
        }

        for (; rounds > 0; rounds--)
        {
            run.BeforeImage?.Invoke(); // another rank has an image more
        }

        return found;
    }

    private static List<CocoDetection> DetectIn(FasterRcnn detector, DetectionSample sample, CocoClasses classes)
    {
        using var scope = NewDisposeScope();
        return [.. detector.Detect([ImageTensors.Of(sample)])[0].ToList().Select(found => new CocoDetection(
            sample.ImageId, classes.CategoryIdOf(found.Label), found.Box.ToXywh(), found.Score))];
    }
}
