using System.Collections.Immutable;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Zoo.Detection;
using ScaleNet.Evaluation.Boxes;
using ScaleNet.Modeling.Execution;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>A Faster R-CNN: three networks, and between them the choice of regions.</summary>
/// <remarks>
/// Images are float32 [C, H, W] in [0, 1], of any sizes. They are normalised, resized by a rule and padded here. Its tensors are zeros until
/// <see cref="DetectorState"/> fills them. In training mode the spec's counts of proposals for training hold, and batch norm takes the
/// batch's statistics where its part does.
/// </remarks>
public sealed class FasterRcnn : nn.Module
{
    private readonly GraphModule _features;
    private readonly Device _device;
    private readonly ProposalStage _proposals;
    private readonly BoxStage _boxes;
    private readonly ImmutableArray<string> _levels;
    private readonly int _regionLevels;

    /// <summary>Both sides of a batch are multiples of it, pixels: images are padded to that.</summary>
    public const int SizeDivisor = FasterRcnnRules.SizeDivisor;

    /// <summary>Makes the networks of a detector.</summary>
    /// <param name="spec">The detector.</param>
    /// <param name="options">How the networks are run; what is between them is in float32.</param>
    /// <param name="device">Where the networks' tensors live; the processor if null. What is between them is computed on the processor.</param>
    /// <exception cref="SpecException">The spec is not valid; the message lists every problem.</exception>
    public FasterRcnn(FasterRcnnSpec spec, ExecutionOptions? options = null, Device? device = null)
        : base(spec.Name)
    {
        Spec = spec;
        Graphs = spec.Lower();
        _device = device ?? CPU;
        _features = new GraphModule(Graphs.Features, options, device: device);
        var proposalHead = new GraphModule(Graphs.ProposalHead, options, device: device);
        var boxHead = new GraphModule(Graphs.BoxHead, options, device: device);
        Parts = [_features, proposalHead, boxHead];
        _proposals = new ProposalStage(spec, Graphs, proposalHead);
        _boxes = new BoxStage(spec, boxHead);
        _levels = Graphs.Levels;
        _regionLevels = Graphs.RegionLevels;
        Resize = new ResizeRule(spec.ShortSide, spec.LongSide);
        register_module("features", _features);
        register_module("proposal_head", proposalHead);
        register_module("box_head", boxHead);
    }

    /// <summary>The detector.</summary>
    public FasterRcnnSpec Spec { get; }

    /// <summary>Its networks.</summary>
    public FasterRcnnGraphs Graphs { get; }

    /// <summary>Its networks as modules: features, proposal head, box head.</summary>
    public IReadOnlyList<GraphModule> Parts { get; }

    /// <summary>How large an image becomes where nothing else is asked for.</summary>
    public ResizeRule Resize { get; }

    internal ProposalStage Proposals => _proposals;

    internal BoxStage Boxes => _boxes;

    /// <summary>Finds objects.</summary>
    /// <param name="images">[C, H, W] each, in [0, 1]; borrowed.</param>
    /// <param name="resize">How large an image becomes; the spec's rule if null.</param>
    /// <returns>The detections of each image, which the caller owns.</returns>
    /// <exception cref="ArgumentException">An image is none.</exception>
    /// <exception cref="InvalidOperationException">It is in training mode.</exception>
    public IReadOnlyList<Detections> Detect(IReadOnlyList<Tensor> images, ResizeRule? resize = null)
    {
        if (training)
        {
            throw new InvalidOperationException($"{Spec.Name}: detection in training mode (expected evaluation). Call eval() first.");
        }

        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var batch = Batch(images, [.. Enumerable.Repeat(resize ?? Resize, images.Count)]);
        var levels = Features(batch);
        var proposals = _proposals.Select(_proposals.Predict(levels, SizeOf(batch)), batch.Sizes, training: false);
        var predictions = _boxes.Predict(
            RegionMaps(levels), [.. proposals.Select(image => image.Boxes)], batch.Sizes.Max(size => size.Height));
        var detections = _boxes.Detect(predictions, proposals, batch.Sizes, [.. images.Select(ImageBatch.SizeOf)]);
        return [.. detections.Select(image => image.MoveToOuterDisposeScope())];
    }

    /// <summary>The losses of a batch; the caller owns them.</summary>
    /// <param name="images">[C, H, W] each, in [0, 1]; borrowed.</param>
    /// <param name="targets">What there is to find in each; borrowed.</param>
    /// <param name="samplerStream">
    /// The random stream that the choice of anchors and regions follows from; null takes the first ones, which is for comparisons.
    /// </param>
    /// <param name="resize">How large each image becomes; the spec's rule for all if null.</param>
    /// <exception cref="ArgumentException">An image or a target is none, or the counts differ.</exception>
    public FasterRcnnLosses Losses(
        IReadOnlyList<Tensor> images,
        IReadOnlyList<DetectionTarget> targets,
        ulong? samplerStream,
        IReadOnlyList<ResizeRule>? resize = null)
    {
        Require(targets.Count, images.Count, "targets");
        for (var image = 0; image < targets.Count; image++)
        {
            targets[image].Require(image, Spec.Classes);
        }

        using var scope = NewDisposeScope();
        var batch = Batch(images, resize ?? [.. Enumerable.Repeat(Resize, images.Count)]);
        var wanted = targets.Select((target, image) => target with
        {
            Boxes = BoxGeometry.Resize(target.Boxes, ImageBatch.SizeOf(images[image]), batch.Sizes[image]),
        }).ToList();
        var levels = Features(batch);
        var predictions = _proposals.Predict(levels, SizeOf(batch));
        var (objectness, proposalBoxes) = _proposals.Losses(predictions, wanted, samplerStream);
        var regions = _boxes.Sample(_proposals.Select(predictions, batch.Sizes, training), wanted, samplerStream);
        var (classification, boxes) = BoxStage.Losses(
            _boxes.Predict(RegionMaps(levels), regions.Boxes, batch.Sizes.Max(size => size.Height)), regions);
        return new FasterRcnnLosses(
            classification.MoveToOuterDisposeScope(),
            boxes.MoveToOuterDisposeScope(),
            objectness.MoveToOuterDisposeScope(),
            proposalBoxes.MoveToOuterDisposeScope());
    }

    /// <summary>What the features' network sees of a batch: [N, C, H, W], normalised, resized and padded; the caller owns it.</summary>
    /// <param name="images">[C, H, W] each, in [0, 1]; borrowed.</param>
    /// <param name="resize">How large each image becomes.</param>
    public Tensor Prepare(IReadOnlyList<Tensor> images, IReadOnlyList<ResizeRule> resize) =>
        Batch(images, resize).Pixels.to(_device);

    /// <summary>The state under torchvision's keys and in their order; the tensors are borrowed.</summary>
    public override Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
    {
        destination ??= [];
        foreach (var part in Parts)
        {
            part.state_dict(destination, prefix);
        }

        return destination;
    }

    /// <summary>The batch as the networks see it; the caller owns it.</summary>
    internal ImageBatch Batch(IReadOnlyList<Tensor> images, IReadOnlyList<ResizeRule> resize)
    {
        Require(resize.Count, images.Count, "resize rules");
        ArgumentOutOfRangeException.ThrowIfZero(images.Count);
        for (var image = 0; image < images.Count; image++)
        {
            if (images[image].shape is not [var channels, > 0, > 0] || channels != Spec.PixelMean.Length
                || images[image].dtype != ScalarType.Float32)
            {
                throw new ArgumentException(
                    $"Image {image}: {images[image].dtype} [{string.Join(", ", images[image].shape)}] (expected Float32 "
                    + $"[{Spec.PixelMean.Length}, H, W] in [0, 1]). Convert it.");
            }
        }

        return ImageBatch.Of(images, Spec.PixelMean, Spec.PixelDeviation, resize);
    }

    /// <summary>The maps of all levels in float32, largest first; the caller owns them.</summary>
    internal IReadOnlyList<Tensor> Features(ImageBatch batch)
    {
        using var scope = NewDisposeScope();
        var pixels = batch.Pixels.to(_device);
        return [.. _features.Run(pixels, _levels.AsSpan()).Select(map => map.to(ScalarType.Float32).MoveToOuterDisposeScope())];
    }

    /// <summary>Those levels that regions are read from.</summary>
    internal IReadOnlyList<Tensor> RegionMaps(IReadOnlyList<Tensor> levels) => [.. levels.Take(_regionLevels)];

    internal static ImageSize SizeOf(ImageBatch batch) => new((int)batch.Pixels.shape[2], (int)batch.Pixels.shape[3]);

    private static void Require(int count, int expected, string what)
    {
        if (count != expected)
        {
            throw new ArgumentException($"Detection: {count} {what} (expected {expected}, one an image). Give one for each image.");
        }
    }
}
