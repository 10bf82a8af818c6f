using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Zoo.Detection;
using ScaleNet.Evaluation.Boxes;
using TorchSharp;
using static ScaleNet.Modeling.Execution.HeldScalars;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>A detector's second stage: which class a region has, and where in it the object is (Girshick 2015).</summary>
/// <remarks>
/// Shapes: R regions over all images, K classes without the background. As torchvision roi_heads.py: boxes are corrected for each
/// class, cut at the image, left out where the score or a side is too small, suppressed class by class, and the best are kept.
/// </remarks>
internal sealed class BoxStage(FasterRcnnSpec spec, GraphModule head)
{
    private readonly MultiScaleRoiAlign _reader = new(new RoiAlignOptions(spec.ReadSide, spec.ReadSide, FasterRcnnRules.RegionSamples, Aligned: false));
    private readonly BoxMatcher _matcher = new(spec.Boxes.ObjectOverlap, spec.Boxes.BackgroundOverlap, KeepBest: false);
    private readonly BalancedSampler _sampler = new(spec.Boxes.Sampled, spec.Boxes.PositiveShare);

    /// <summary>Reads the regions: [R, F, side, side]; the caller owns them.</summary>
    /// <param name="levels">[N, F, h, w] each, float32; borrowed.</param>
    /// <param name="boxes">[n, 4] of each image; borrowed.</param>
    /// <param name="imageHeight">Rows of the tallest image before padding, pixels.</param>
    public Tensor Read(IReadOnlyList<Tensor> levels, IReadOnlyList<Tensor> boxes, int imageHeight) =>
        _reader.Read(levels, boxes, imageHeight);

    /// <summary>Runs the head on the regions of all images; the caller owns the tensors.</summary>
    /// <param name="levels">[N, F, h, w] each, float32; borrowed.</param>
    /// <param name="boxes">[n, 4] of each image, none at all being allowed; borrowed.</param>
    /// <param name="imageHeight">Rows of the tallest image before padding, pixels.</param>
    public RegionPredictions Predict(IReadOnlyList<Tensor> levels, IReadOnlyList<Tensor> boxes, int imageHeight)
    {
        var classes = spec.Classes + 1;
        if (boxes.All(image => image.shape[0] == 0))
        {
            return new RegionPredictions(zeros(0, classes), zeros(0, BoxList.Sides * classes));
        }

        using var scope = NewDisposeScope();
        var outputs = head.Run(Read(levels, boxes, imageHeight), FasterRcnnGraphs.ClassLogits, FasterRcnnGraphs.BoxDeltas);
        return new RegionPredictions(
            outputs[0].to(ScalarType.Float32).cpu().MoveToOuterDisposeScope(), outputs[1].to(ScalarType.Float32).cpu().MoveToOuterDisposeScope());
    }

    /// <summary>The detections of each image, in the images' own pixels; the caller owns them.</summary>
    /// <param name="predictions">Of all proposals; borrowed.</param>
    /// <param name="proposals">Of each image; borrowed.</param>
    /// <param name="resized">The images' sides before padding.</param>
    /// <param name="originals">The images' own sides.</param>
    public IReadOnlyList<Detections> Detect(
        RegionPredictions predictions,
        IReadOnlyList<Proposals> proposals,
        IReadOnlyList<ImageSize> resized,
        IReadOnlyList<ImageSize> originals)
    {
        var detections = new List<Detections>();
        var first = 0L;
        for (var image = 0; image < proposals.Count; image++)
        {
            using var scope = NewDisposeScope();
            var count = proposals[image].Boxes.shape[0];
            var scores = predictions.ClassLogits.narrow(0, first, count).softmax(1);
            var boxes = BoxCoder.Head.Decode(predictions.BoxDeltas.narrow(0, first, count), proposals[image].Boxes);
            detections.Add(Detect(scores, boxes, resized[image], originals[image]).MoveToOuterDisposeScope());
            first += count;
        }

        return detections;
    }

    /// <summary>Chooses the regions that a loss is computed of; the caller owns them.</summary>
    /// <param name="proposals">Of each image; borrowed.</param>
    /// <param name="targets">In pixels of the resized images; borrowed.</param>
    /// <param name="stream">What the draw follows from; null takes the first.</param>
    public SampledRegions Sample(IReadOnlyList<Proposals> proposals, IReadOnlyList<DetectionTarget> targets, ulong? stream)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var (boxes, labels, wanted) = (new List<Tensor>(), new List<Tensor>(), new List<Tensor>());
        for (var image = 0; image < targets.Count; image++)
        {
            // True boxes are proposals too, so that there are positive ones from the start.
            var candidates = cat([proposals[image].Boxes, targets[image].Boxes]);
            var matches = _matcher.Match(BoxGeometry.Overlaps(targets[image].Boxes, candidates));
            var sampled = _sampler.Draw(matches, SamplingStreams.Boxes(stream, image));
            var matched = matches.index_select(0, sampled.Positive);
            var classes = zeros(matches.shape[0], ScalarType.Int64)
                .index_copy_(0, sampled.Positive, targets[image].Labels.index_select(0, matched));
            var (chosen, __) = cat([sampled.Positive, sampled.Negative]).sort();
            boxes.Add(candidates.index_select(0, chosen).MoveToOuterDisposeScope());
            labels.Add(classes.index_select(0, chosen));
            wanted.Add(BoxCoder.Head.Encode(
                targets[image].Boxes.index_select(0, matched), candidates.index_select(0, sampled.Positive)));
        }

        return new SampledRegions(boxes, cat(labels).MoveToOuterDisposeScope(), cat(wanted).MoveToOuterDisposeScope());
    }

    /// <summary>The losses of classification and of boxes; the caller owns them.</summary>
    /// <param name="predictions">Of the sampled regions; borrowed.</param>
    /// <param name="regions">The sampled regions; borrowed.</param>
    public static (Tensor Classification, Tensor Boxes) Losses(RegionPredictions predictions, SampledRegions regions)
    {
        var count = regions.Labels.shape[0];
        if (count == 0)
        {
            return (zeros(1).squeeze(), zeros(1).squeeze()); // a mean over nothing is not a number
        }

        using var scope = NewDisposeScope();
        var positive = regions.Labels.gt(Zero).nonzero().squeeze(1);
        var corrections = DetectionLosses.OfClass(predictions.BoxDeltas, positive, regions.Labels.index_select(0, positive));
        return (
            DetectionLosses.Classification(predictions.ClassLogits, regions.Labels).MoveToOuterDisposeScope(),
            DetectionLosses.Boxes(corrections, regions.Corrections, count, BoxLoss.SmoothL1).MoveToOuterDisposeScope());
    }

    // Scores [n, K + 1] and boxes [n, K + 1, 4] of one image.
    private Detections Detect(Tensor scores, Tensor boxes, ImageSize resized, ImageSize original)
    {
        using var least = spec.Boxes.LeastScore.ToScalar();
        using var classes = ((long)spec.Classes).ToScalar();
        var found = scores.narrow(1, 1, spec.Classes).reshape(-1);
        var likely = found.gt(least).nonzero().squeeze(1);
        var labels = likely.remainder(classes).add(One, One);
        var clipped = BoxGeometry.Clip(boxes.narrow(1, 1, spec.Classes).reshape(-1, BoxList.Sides).index_select(0, likely), resized);
        found = found.index_select(0, likely);
        var large = BoxGeometry.AtLeast(clipped, BoxHeadSpec.LeastSide);
        (clipped, found, labels) = (clipped.index_select(0, large), found.index_select(0, large), labels.index_select(0, large));
        var kept = NonMaximumSuppression.KeepPerLabel(clipped, found, labels, spec.Boxes.SuppressionOverlap);
        var best = kept.narrow(0, 0, Math.Min(kept.shape[0], spec.Boxes.Detections));
        return new Detections(
            BoxGeometry.Resize(clipped.index_select(0, best), resized, original), found.index_select(0, best), labels.index_select(0, best));
    }
}
