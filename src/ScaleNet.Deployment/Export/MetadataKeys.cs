namespace ScaleNet.Deployment.Export;

/// <summary>The texts that a model carries, by key: what is needed to use it without any other file.</summary>
public static class MetadataKeys
{
    /// <summary>What the model is: <see cref="DetectorKind"/>; absent for a classifier.</summary>
    public const string Kind = "scalenet.kind";

    /// <summary>The model finds objects in images.</summary>
    public const string DetectorKind = "detector";

    /// <summary>The network's or the detector's spec as compact JSON; a detector's says how its images are prepared, too.</summary>
    public const string Network = "scalenet.network";

    /// <summary>The short hash of the spec.</summary>
    public const string SpecHash = "scalenet.spec_hash";

    /// <summary>The <see cref="Data.Images.Preprocessing"/> of the images as JSON; absent where it is not known.</summary>
    public const string Preprocessing = "scalenet.preprocessing";

    /// <summary>A JSON array of the names of the classes, in the order of the logits; absent where they are not known.</summary>
    public const string Classes = "scalenet.classes";

    /// <summary>A JSON array of the categories of a detector, each an id and a name, in the order of the labels from 1 on.</summary>
    public const string Categories = "scalenet.categories";

    /// <summary>How a model was quantised, as JSON; absent in float32 models.</summary>
    public const string Quantization = "scalenet.quantization";

    /// <summary>Who normalises pixels: <see cref="NormalizationInside"/> or <see cref="NormalizationOutside"/>.</summary>
    public const string Normalization = "scalenet.normalization";

    /// <summary>The model takes pixels from 0 to 255.</summary>
    public const string NormalizationInside = "inside";

    /// <summary>The model takes normalised pixels.</summary>
    public const string NormalizationOutside = "outside";
}
