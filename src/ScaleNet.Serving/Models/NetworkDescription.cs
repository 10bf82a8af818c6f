using ScaleNet.Architecture;
using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Inference;

namespace ScaleNet.Serving.Models;

/// <summary>What network a model is: of ours by the spec that it carries, of others what any model tells.</summary>
internal sealed class NetworkDescription
{
    /// <param name="model">The model; not kept.</param>
    /// <param name="detector">What it says as a detector; null if it is none.</param>
    public NetworkDescription(OnnxModel model, DetectorDescription? detector)
    {
        Outline = model.Outline;
        if (!model.Texts.TryGetValue(MetadataKeys.Network, out var json))
        {
            return;
        }

        try
        {
            if (detector is not null)
            {
                (Name, SpecHash, Detector, Spec) = (detector.Spec.Name, detector.SpecHash, detector.Spec, detector.Spec.Backbone);
                Cost = NetworkCost.Of(DetectorCost.OfLargestImage(detector.Spec));
            }
            else
            {
                Spec = SpecJson.Read(json, $"{model.Source} {MetadataKeys.Network}");
                (Name, SpecHash) = (Spec.Name, SpecJson.Hash(Spec));
                var (height, width) = SizeOf(model, Spec);
                Cost = NetworkCost.Of(CostModel.Measure(Spec.Lower(), height, width));
            }
        }
        catch (Exception problem) when (problem is SpecException or GraphException)
        {
            Note = ModelWords.WithoutFile(problem.Message, model.Source);
        }
    }

    /// <summary>What can be said of any model.</summary>
    public ModelOutline Outline { get; }

    /// <summary>The network's name; null for a model of another program.</summary>
    public string? Name { get; }

    /// <summary>The short hash of its spec.</summary>
    public string? SpecHash { get; }

    /// <summary>The network, of a detector its backbone; null for a model of another program.</summary>
    public NetworkSpec? Spec { get; }

    /// <summary>The detector that it is; null for others.</summary>
    public FasterRcnnSpec? Detector { get; }

    /// <summary>What it costs at the size that the model takes, a detector for the largest image that it sees.</summary>
    public NetworkCost? Cost { get; }

    /// <summary>Why there is no network although the model carries one.</summary>
    public string? Note { get; }

    private static (int Height, int Width) SizeOf(OnnxModel model, NetworkSpec spec) =>
        model.Inputs is [{ Shape: [_, _, > 0 and var height, > 0 and var width] }]
            ? ((int)height, (int)width)
            : (spec.Resolution, spec.Resolution);
}
