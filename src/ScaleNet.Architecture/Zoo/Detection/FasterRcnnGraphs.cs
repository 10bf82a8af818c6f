using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Architecture.Zoo.Detection;

/// <summary>The three networks of a Faster R-CNN; what happens between them is no network.</summary>
/// <remarks>
/// Shapes: image [N, C, H, W]; A anchors a cell, K classes without the background. Features: image to a map [N, F, h, w] for each
/// level. Proposal head, the same for all levels: such a map to <see cref="Objectness"/> [N, A, h, w] and <see cref="Deltas"/> [N, 4 A, h, w].
/// Box head: regions [R, F, side, side] to <see cref="ClassLogits"/> [R, K + 1], background first, and <see cref="BoxDeltas"/>
/// [R, 4 (K + 1)]; what both are made from is <see cref="RegionFeatures"/>. Their state keys together, in this order, are the detector's.
/// </remarks>
/// <param name="Features">The backbone without its classifier, and the pyramid where there is one.</param>
/// <param name="ProposalHead">Of the first stage.</param>
/// <param name="BoxHead">Of the second stage.</param>
/// <param name="Levels">Outputs of <paramref name="Features"/> that proposals are made on, largest map first.</param>
/// <param name="RegionLevels">How many of these, from the first, regions are read from.</param>
/// <param name="AnchorSizes">Square roots of the anchors' areas in pixels, for each level.</param>
public sealed record FasterRcnnGraphs(
    Graph Features,
    Graph ProposalHead,
    Graph BoxHead,
    ImmutableArray<string> Levels,
    int RegionLevels,
    ImmutableArray<ImmutableArray<int>> AnchorSizes)
{
    /// <summary>Output of the proposal head: whether there is an object, before the sigmoid.</summary>
    public const string Objectness = "objectness";

    /// <summary>Output of the proposal head: corrections of the anchors.</summary>
    public const string Deltas = "deltas";

    /// <summary>Output of the box head: what it knows of a region, as its two predictors read it.</summary>
    public const string RegionFeatures = "region_features";

    /// <summary>Output of the box head: classes, before the softmax.</summary>
    public const string ClassLogits = "class_logits";

    /// <summary>Output of the box head: corrections of the region, for each class.</summary>
    public const string BoxDeltas = "box_deltas";

    /// <summary>The three networks, in the order of the detector's state.</summary>
    public ImmutableArray<Graph> Parts => [Features, ProposalHead, BoxHead];
}
