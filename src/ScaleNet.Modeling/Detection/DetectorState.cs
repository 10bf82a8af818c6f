using ScaleNet.Architecture;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Modeling.Detection;

/// <summary>Moves a detector's state between tensors and weight files, as <see cref="ModuleState"/> does for one network.</summary>
public static class DetectorState
{
    /// <summary>Fills a detector with the values that its reference implementation starts from.</summary>
    /// <param name="detector">Any detector.</param>
    /// <param name="seed">Same seed, same values.</param>
    public static void Initialize(FasterRcnn detector, int seed)
    {
        foreach (var part in detector.Parts)
        {
            ModuleState.Initialize(part, seed);
        }
    }

    /// <summary>Fills a detector from a file: exactly its keys, each in exactly its shape.</summary>
    /// <remarks>
    /// Files under torchvision's older names come through <see cref="PublishedWeights.Fit(WeightFile, Architecture.Specs.Detection.FasterRcnnSpec, string)"/>.
    /// Files whose batch norms were frozen have no counters at all, which is allowed.
    /// </remarks>
    /// <param name="detector">The detector.</param>
    /// <param name="file">What was read.</param>
    /// <param name="source">What to call the file in errors.</param>
    /// <exception cref="CheckpointException">Lists all missing, unexpected and mis-shaped keys; the detector is unchanged.</exception>
    public static void Load(FasterRcnn detector, WeightFile file, string source) => ModuleState.Load(detector.Parts, file, source);

    /// <summary>Fills the backbone from a classifier's file; the detector's own layers stay as they are.</summary>
    /// <param name="detector">The detector.</param>
    /// <param name="file">What was read.</param>
    /// <param name="source">What to call the file in errors.</param>
    /// <returns>What was done to the keys, a line each.</returns>
    /// <exception cref="CheckpointException">The file is not of this backbone; the detector is unchanged.</exception>
    public static IReadOnlyList<string> LoadBackbone(FasterRcnn detector, WeightFile file, string source)
    {
        var backbone = BackboneWeights.Fit(file, detector.Spec, source);
        ModuleState.LoadSome(detector.Parts, backbone.File, source);
        return backbone.Notes;
    }

    /// <summary>The detector's whole state, in PyTorch's order.</summary>
    /// <param name="detector">The detector.</param>
    /// <param name="metadata">Text to keep beside the tensors.</param>
    public static WeightFile Save(FasterRcnn detector, IReadOnlyDictionary<string, string>? metadata = null) =>
        ModuleState.Save(detector.Parts, metadata);
}
