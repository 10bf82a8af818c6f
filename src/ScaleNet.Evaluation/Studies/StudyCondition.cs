using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ScaleNet.Evaluation.Studies;

/// <summary>A setting in which all arms of a study are compared: images, the size of the networks, and how long they learn.</summary>
/// <remarks>The networks of a condition cost what its ResNet costs.</remarks>
public sealed record StudyCondition
{
    private const int LayersPerBlock = 3;
    private const int LayersOutsideBlocks = 2;

    /// <summary>What it is called; unique in the study, and the name of a folder.</summary>
    public required string Name { get; init; }

    /// <summary>The images: <c>fashion</c>, <c>embedded</c>, <c>multi-scale-fashion</c> or a folder.</summary>
    public required string Data { get; init; }

    /// <summary>Side of the images in pixels, for data that can be made or cut at any size; null for the data's own.</summary>
    public int? ImageSize { get; init; }

    /// <summary>Training images: the first ones; null for all.</summary>
    public int? TrainImages { get; init; }

    /// <summary>Passes over them of every network but the seeds; null for the recipe's.</summary>
    public int? Epochs { get; init; }

    /// <summary>Bottleneck blocks of each stage of the ResNet.</summary>
    public required ImmutableArray<int> Blocks { get; init; }

    /// <summary>Planes of its first stage; each further stage has twice as many, on a map of half the side.</summary>
    public required int Width { get; init; }

    /// <summary>Whether the networks begin as for ImageNet, with a 7x7 convolution and pooling that leave a quarter of the side; else with 3x3 at full size.</summary>
    public bool LargeStem { get; init; }

    /// <summary>Down-sampling factors of the branches, unless an arm says others.</summary>
    public required ImmutableArray<int> Scales { get; init; }

    /// <summary>Layers of the ResNet: three convolutions a block, the stem and the classifier.</summary>
    [JsonIgnore]
    public int Depth => (LayersPerBlock * Blocks.Sum()) + LayersOutsideBlocks;
}
