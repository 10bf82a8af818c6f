using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Zoo.Detection;

namespace ScaleNet.Architecture.Specs.Detection;

/// <summary>A Faster R-CNN as data: a backbone of the catalogue, the head, and the numbers of its two stages.</summary>
/// <remarks>
/// Source: Ren et al. 2015 with the parts, keys and defaults of torchvision's detectors. Left out, anchors follow from the levels'
/// strides: 8 strides on each level of a pyramid, 2 to 32 on the single map of C4. For the published strides 4 to 64 and 16 these are the
/// published 32 to 512.
/// </remarks>
public sealed record FasterRcnnSpec
{
    private const int PyramidRegionSide = 7;
    private const int SingleMapRegionSide = 14;
    private const int MostRegionSide = 64;
    private const int MostClasses = 100_000;
    private const int MostAnchors = 64;
    private const double MostRatio = 100;

    /// <summary>The display name.</summary>
    [JsonPropertyOrder(-3)]
    public required string Name { get; init; }

    /// <summary>The classifier whose stages are used; its own classes are those of its weight files alone.</summary>
    public required NetworkSpec Backbone { get; init; }

    /// <summary>Number of classes without the background.</summary>
    [JsonPropertyOrder(-2)]
    public required int Classes { get; init; }

    /// <summary>What is done with the backbone's maps.</summary>
    [JsonPropertyOrder(-1)]
    public required DetectorHead Head { get; init; }

    /// <summary>Pixels that an image's short side is brought to.</summary>
    public int ShortSide { get; init; } = 800;

    /// <summary>Pixels that its long side never exceeds.</summary>
    public int LongSide { get; init; } = 1333;

    /// <summary>Means of the image's channels, in [0,1]; those of ImageNet by default.</summary>
    public ImmutableArray<float> PixelMean { get; init; } = [0.485f, 0.456f, 0.406f];

    /// <summary>Standard deviations of the image's channels, in [0,1]; those of ImageNet by default.</summary>
    public ImmutableArray<float> PixelDeviation { get; init; } = [0.229f, 0.224f, 0.225f];

    /// <summary>Square roots of the anchors' areas in pixels, for each level; from the strides if null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<ImmutableArray<int>>? AnchorSizes { get; init; }

    /// <summary>Height over width of the anchors.</summary>
    public ImmutableArray<double> AnchorRatios { get; init; } = [0.5, 1, 2];

    /// <summary>Channels of a pyramid's maps.</summary>
    public int PyramidChannels { get; init; } = 256;

    /// <summary>Side of the grid that a region is read into; if null 7, and 14 for C4, whose last stage halves it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? RegionSide { get; init; }

    /// <summary>The first stage.</summary>
    public ProposalSpec Proposals { get; init; } = new();

    /// <summary>The second stage.</summary>
    public BoxHeadSpec Boxes { get; init; } = new();

    /// <summary>The side of a region's grid.</summary>
    [JsonIgnore]
    public int ReadSide => RegionSide ?? (Head == DetectorHead.Fpn ? PyramidRegionSide : SingleMapRegionSide);

    /// <inheritdoc/>
    public bool Equals(FasterRcnnSpec? other) => other is not null && FasterRcnnJson.WriteCompact(this) == FasterRcnnJson.WriteCompact(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Backbone, Classes, Head);

    /// <summary>The detector's three networks.</summary>
    /// <exception cref="SpecException">The spec is not valid; the message lists every problem.</exception>
    public FasterRcnnGraphs Lower()
    {
        Require(Name);
        return FasterRcnnLowering.Lower(this);
    }

    /// <summary>Throws one exception that lists every problem.</summary>
    internal void Require(string source)
    {
        var problems = new SpecProblems();
        if (string.IsNullOrWhiteSpace(Name))
        {
            problems.Add("$.name", "is empty");
        }

        problems.RequireWithin("$.classes", Classes, 1, MostClasses);
        problems.RequireWithin("$.shortSide", ShortSide, 1, SpecValidator.MostSide);
        problems.RequireWithin("$.longSide", LongSide, ShortSide, SpecValidator.MostSide);
        problems.RequireWithin("$.pyramidChannels", PyramidChannels, 1, SpecValidator.MostChannels);
        problems.RequireWithin("$.regionSide", ReadSide, 1, MostRegionSide);
        if (!Enum.IsDefined(Head))
        {
            problems.Add("$.head", $"got {Head}, expected c4 or fpn");
        }

        CheckPixels(problems);
        CheckAnchors(problems);
        Proposals.Check(problems, "$.proposals");
        Boxes.Check(problems, "$.boxes");
        CheckBackbone(problems);
        if (problems.All.Count > 0)
        {
            throw new SpecException($"{source}: {string.Join("; ", problems.All)}.");
        }
    }

    private void CheckPixels(SpecProblems problems)
    {
        problems.RequireWithin("$.pixelMean", PixelMean.Length, Backbone.InputChannels, Backbone.InputChannels);
        problems.RequireWithin("$.pixelDeviation", PixelDeviation.Length, Backbone.InputChannels, Backbone.InputChannels);
        if (!PixelMean.All(float.IsFinite) || !PixelDeviation.All(value => value > 0 && float.IsFinite(value)))
        {
            problems.Add("$.pixelDeviation", "expected finite means, and finite deviations above 0");
        }
    }

    private void CheckAnchors(SpecProblems problems)
    {
        problems.RequireWithin("$.anchorRatios", AnchorRatios.Length, 1, MostAnchors);
        if (!AnchorRatios.All(ratio => ratio is >= 1 / MostRatio and <= MostRatio))
        {
            problems.Add("$.anchorRatios", $"got {string.Join(", ", AnchorRatios)}, expected 0.01 to 100 each");
        }

        foreach (var (level, sizes) in (AnchorSizes ?? []).Index())
        {
            problems.RequireWithin($"$.anchorSizes[{level}]", sizes.Length, 1, MostAnchors);
            if (sizes.Length != AnchorSizes!.Value[0].Length)
            {
                problems.Add($"$.anchorSizes[{level}]", $"{sizes.Length} sizes, the first level has {AnchorSizes.Value[0].Length}: one head serves all levels");
            }

            foreach (var (index, size) in sizes.Index())
            {
                problems.RequireWithin($"$.anchorSizes[{level}][{index}]", size, 1, SpecValidator.MostSide);
            }
        }
    }

    private void CheckBackbone(SpecProblems problems)
    {
        if (Backbone is not ResidualSpec)
        {
            problems.Add("$.backbone.family", "has no stages to take maps from; expected resnet, seresnet, resnext, scalenet, bigLittle or octave");
            return;
        }

        try
        {
            var levels = FasterRcnnLowering.LevelCount(Backbone.Lower(), Head);
            if (AnchorSizes is { } sizes)
            {
                problems.RequireWithin("$.anchorSizes", sizes.Length, levels, levels);
            }
        }
        catch (Exception exception) when (exception is SpecException or GraphException)
        {
            problems.Add("$.backbone", exception.Message.TrimEnd('.'));
        }
    }
}
