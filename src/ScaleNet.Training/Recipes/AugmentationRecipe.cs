namespace ScaleNet.Training.Recipes;

/// <summary>Random changes of the training images.</summary>
public sealed record AugmentationRecipe
{
    /// <summary>Black border, px on every side, out of which a crop of the image's size is cut at random; 0 for none.</summary>
    public required int Pad { get; init; }

    /// <summary>Whether every second image, at random, is mirrored left to right.</summary>
    public required bool Flip { get; init; }
}
