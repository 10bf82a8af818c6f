using ScaleNet.Architecture;
using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Inference;

namespace ScaleNet.Serving.Models;

/// <summary>What network a model is: of ours by the spec that it carries, of others what any model tells.</summary>
internal sealed class NetworkDescription
{
    /// <param name="model">The model; not kept.</param>
    public NetworkDescription(OnnxModel model)
    {
        Outline = model.Outline;
        Texts = model.Texts;
        if (!model.Texts.TryGetValue(MetadataKeys.Network, out var json))
        {
            return;
        }

        try
        {
            Spec = SpecJson.Read(json, $"{model.Source} {MetadataKeys.Network}");
            var (height, width) = SizeOf(model, Spec);
            Cost = CostModel.Measure(Spec.Lower(), height, width);
        }
        catch (Exception problem) when (problem is SpecException or GraphException)
        {
            Note = problem.Message;
        }
    }

    /// <summary>What can be said of any model.</summary>
    public ModelOutline Outline { get; }

    /// <summary>The texts that the model carries.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; }

    /// <summary>The network; null for a model of another program.</summary>
    public NetworkSpec? Spec { get; }

    /// <summary>What it costs at the size that the model takes.</summary>
    public CostReport? Cost { get; }

    /// <summary>Why there is no network although the model carries one.</summary>
    public string? Note { get; }

    private static (int Height, int Width) SizeOf(OnnxModel model, NetworkSpec spec) =>
        model.Inputs is [{ Shape: [_, _, > 0 and var height, > 0 and var width] }]
            ? ((int)height, (int)width)
            : (spec.Resolution, spec.Resolution);
}
