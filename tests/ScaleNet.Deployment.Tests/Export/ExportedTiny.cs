using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Tests;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export;

namespace ScaleNet.Deployment.Tests.Export;

/// <summary>A small network with weights, ready for an export.</summary>
internal static class ExportedTiny
{
    /// <summary>Grey images of 4x4 pixels in two classes.</summary>
    public static ExportedNetwork Grey { get; } = Of(TinyNetworks.TwoBlocks) with
    {
        Preprocessing = new Preprocessing(1, 4, 4, [0.25f], [0.5f]),
        ClassNames = ["cat", "süß"],
    };

    /// <summary>Colour images, four stages, ten classes.</summary>
    public static ExportedNetwork Colour { get; } = Of(TinyNetworks.OneBlockPerStage) with
    {
        Preprocessing = new Preprocessing(3, 224, 224, [0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]),
    };

    /// <summary>A network without preprocessing and names of classes.</summary>
    public static ExportedNetwork Of(NetworkSpec spec) => new(spec, Draw.Weights(spec.Lower()), "tiny.safetensors");
}
