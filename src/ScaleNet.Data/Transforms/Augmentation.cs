using System.Text.Json.Serialization;

namespace ScaleNet.Data.Transforms;

/// <summary>Random changes of the training images, in the order in which they are applied; what is null or 0 is off.</summary>
public sealed record Augmentation
{
    /// <summary>Small images in memory: black border, px on every side, out of which a crop of the image's size is cut at random.</summary>
    public required int Pad { get; init; }

    /// <summary>Whether every second image, at random, is mirrored left to right.</summary>
    public required bool Flip { get; init; }

    /// <summary>Pictures: a crop of random place, size and proportions; without it, the centre as in evaluation.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RandomResizedCrop? RandomResizedCrop { get; init; }

    /// <summary>Pictures: a few random operations of one strength.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RandAugment? RandAugment { get; init; }

    /// <summary>Pictures: random changes of colour.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ColorJitter? ColorJitter { get; init; }

    /// <summary>Pictures: standard deviation of the noise along the principal components of ImageNet's colours (Krizhevsky et al. 2012).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Lighting { get; init; }

    /// <summary>Pictures: a random rectangle is overwritten.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RandomErasing? RandomErasing { get; init; }

    /// <summary>Whether it asks for what is not done to small images in memory.</summary>
    [JsonIgnore]
    public bool IsForPictures =>
        RandomResizedCrop is not null || RandAugment is not null || ColorJitter is not null || Lighting != 0 || RandomErasing is not null;
}
