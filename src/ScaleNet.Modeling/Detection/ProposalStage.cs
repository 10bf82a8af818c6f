using System.Collections.Immutable;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Zoo.Detection;
using ScaleNet.Evaluation.Boxes;
using TorchSharp;
using static ScaleNet.Modeling.Execution.HeldScalars;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>A detector's first stage: which regions may have an object (Ren et al. 2015, §3.1).</summary>
/// <remarks>
/// Shapes: N images, A anchors over all levels, which go by level, row, column, and anchor of a cell. As torchvision rpn.py: the best of
/// each level by score, corrected, cut at the image before padding, without tiny ones, suppressed level by level, the best over all levels.
/// </remarks>
internal sealed class ProposalStage(FasterRcnnSpec spec, FasterRcnnGraphs graphs, GraphModule head)
{
    private readonly AnchorGenerator _anchors = new(graphs.AnchorSizes, spec.AnchorRatios);
    private readonly BoxMatcher _matcher = new(spec.Proposals.ObjectOverlap, spec.Proposals.BackgroundOverlap, KeepBest: true);
    private readonly BalancedSampler _sampler = new(spec.Proposals.Sampled, spec.Proposals.PositiveShare);

    /// <summary>Runs the head on every level; the caller owns the tensors.</summary>
    /// <param name="levels">[N, F, h, w] each; borrowed.</param>
    /// <param name="batch">The sides of the batch, pixels.</param>
    public AnchorPredictions Predict(IReadOnlyList<Tensor> levels, ImageSize batch)
    {
        using var scope = NewDisposeScope();
        var (objectness, deltas, anchors) = (new List<Tensor>(), new List<Tensor>(), new List<Tensor>());
        for (var level = 0; level < levels.Count; level++)
        {
            var outputs = head.Run(levels[level], FasterRcnnGraphs.Objectness, FasterRcnnGraphs.Deltas);
            var (height, width) = ((int)levels[level].shape[2], (int)levels[level].shape[3]);
            objectness.Add(ByAnchor(outputs[0], 1).squeeze(2));
            deltas.Add(ByAnchor(outputs[1], BoxList.Sides));
            anchors.Add(_anchors.Level(level, batch.Height, batch.Width, height, width));
        }

        return new AnchorPredictions(
            cat(objectness, 1).MoveToOuterDisposeScope(),
            cat(deltas, 1).MoveToOuterDisposeScope(),
            cat(anchors).MoveToOuterDisposeScope(),
            [.. anchors.Select(level => (int)level.shape[0])]);
    }

    /// <summary>The proposals of each image; the caller owns them.</summary>
    /// <param name="predictions">Borrowed.</param>
    /// <param name="sizes">The images' sides before padding.</param>
    /// <param name="training">Which of the spec's counts hold.</param>
    public IReadOnlyList<Proposals> Select(AnchorPredictions predictions, IReadOnlyList<ImageSize> sizes, bool training)
    {
        using var _ = no_grad();
        return [.. sizes.Select((size, image) => SelectOne(predictions, image, size, training))];
    }

    /// <summary>The losses of objectness and of boxes; the caller owns them.</summary>
    /// <param name="predictions">Borrowed.</param>
    /// <param name="targets">In pixels of the resized images; borrowed.</param>
    /// <param name="stream">What the draw follows from; null takes the first anchors.</param>
    public (Tensor Objectness, Tensor Boxes) Losses(
        AnchorPredictions predictions, IReadOnlyList<DetectionTarget> targets, ulong? stream)
    {
        using var scope = NewDisposeScope();
        var (logits, isObject, deltas, wanted) = (new List<Tensor>(), new List<Tensor>(), new List<Tensor>(), new List<Tensor>());
        for (var image = 0; image < targets.Count; image++)
        {
            var matches = _matcher.Match(BoxGeometry.Overlaps(targets[image].Boxes, predictions.Anchors));
            var sampled = _sampler.Draw(matches, SamplingStreams.Proposals(stream, image));
            var objectness = predictions.Objectness[image];
            logits.AddRange([objectness.index_select(0, sampled.Positive), objectness.index_select(0, sampled.Negative)]);
            isObject.AddRange([ones(sampled.Positive.shape[0]), zeros(sampled.Negative.shape[0])]);
            deltas.Add(predictions.Deltas[image].index_select(0, sampled.Positive));
            wanted.Add(BoxCoder.Proposals.Encode(
                targets[image].Boxes.index_select(0, matches.index_select(0, sampled.Positive)),
                predictions.Anchors.index_select(0, sampled.Positive)));
        }

        var all = cat(logits);
        return (
            DetectionLosses.Objectness(all, cat(isObject)).MoveToOuterDisposeScope(),
            DetectionLosses.Boxes(cat(deltas), cat(wanted), all.shape[0], BoxLoss.SmoothL1).MoveToOuterDisposeScope());
    }

    private Proposals SelectOne(AnchorPredictions predictions, int image, ImageSize size, bool training)
    {
        using var scope = NewDisposeScope();
        var settings = spec.Proposals;
        var objectness = predictions.Objectness[image].detach();
        var (best, level) = Best(
            objectness, predictions.PerLevel, training ? settings.BeforeSuppressionInTraining : settings.BeforeSuppression);
        var boxes = BoxGeometry.Clip(
            BoxCoder.Proposals.Decode(
                predictions.Deltas[image].detach().index_select(0, best), predictions.Anchors.index_select(0, best)).squeeze(1),
            size);
        var scores = objectness.index_select(0, best).sigmoid();
        var large = BoxGeometry.AtLeast(boxes, ProposalSpec.LeastSide);
        (boxes, scores, level) = (boxes.index_select(0, large), scores.index_select(0, large), level.index_select(0, large));
        var kept = NonMaximumSuppression.KeepPerLabel(boxes, scores, level, settings.SuppressionOverlap);
        var count = Math.Min(kept.shape[0], training ? settings.KeptInTraining : settings.Kept);
        var first = kept.narrow(0, 0, count);
        return new Proposals(boxes.index_select(0, first), scores.index_select(0, first)).MoveToOuterDisposeScope();
    }

    // Indices of the best anchors of each level, and their levels.
    private static (Tensor Indices, Tensor Levels) Best(Tensor objectness, ImmutableArray<int> perLevel, int most)
    {
        var (indices, levels, first) = (new List<Tensor>(), new List<Tensor>(), 0L);
        for (var level = 0; level < perLevel.Length; level++)
        {
            using var start = first.ToScalar();
            using var number = ((long)level).ToScalar();
            var count = Math.Min(most, perLevel[level]);
            var (_, best) = objectness.narrow(0, first, perLevel[level]).topk(count);
            indices.Add(best.add(start, One));
            levels.Add(full([count], number, ScalarType.Int64));
            first += perLevel[level];
        }

        return (cat(indices), cat(levels));
    }

    // [N, A of a cell x numbers, h, w] to [N, anchors, numbers].
    private static Tensor ByAnchor(Tensor map, int numbers)
    {
        var cells = map.to(ScalarType.Float32).cpu().permute(0, 2, 3, 1);
        return cells.reshape(cells.shape[0], cells.shape[1] * cells.shape[2] * cells.shape[3] / numbers, numbers);
    }
}
