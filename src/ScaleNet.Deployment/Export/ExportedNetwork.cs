using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Weights;
using ScaleNet.Data.Images;

namespace ScaleNet.Deployment.Export;

/// <summary>A trained network as an export needs it.</summary>
/// <param name="Spec">The network.</param>
/// <param name="Weights">Its state.</param>
/// <param name="Source">What to call the weights in errors: a path.</param>
public sealed record ExportedNetwork(NetworkSpec Spec, WeightFile Weights, string Source)
{
    /// <summary>What its input looks like; null if that is not known.</summary>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>Name of each class, in the order of the logits; null if they are not known.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Rows of the images that it was trained on, px; of its design where that is not known.</summary>
    public int Height => Preprocessing?.Height ?? Spec.Resolution;

    /// <summary>Columns of the images that it was trained on, px; of its design where that is not known.</summary>
    public int Width => Preprocessing?.Width ?? Spec.Resolution;
}
