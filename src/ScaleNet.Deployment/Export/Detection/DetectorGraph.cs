using System.Collections.Immutable;
using Onnx;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Rewrites;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Weights;
using ScaleNet.Architecture.Zoo.Detection;

namespace ScaleNet.Deployment.Export.Detection;

/// <summary>Puts a detector's three networks, and what happens between them, into one ONNX graph; one use.</summary>
internal sealed class DetectorGraph(ExportedDetector detector, FasterRcnnGraphs graphs, DetectorExportOptions options)
{
    private readonly OnnxGraph _graph = new(detector.Spec.Name);

    /// <summary>The ONNX graph.</summary>
    public GraphProto Write()
    {
        var spec = detector.Spec;
        var image = OnnxImage.Add(_graph, spec);
        var features = Part(graphs.Features, ImageSides(spec));
        var maps = Add(features, "features", image.Pixels, [.. graphs.Levels]);

        var head = Part(graphs.ProposalHead, MapSides(spec));
        var stage = new OnnxProposals(_graph, spec, graphs, image);
        foreach (var (level, map) in maps.Index())
        {
            var outputs = Add(
                head, FormattableString.Invariant($"proposals/{level}"), map, FasterRcnnGraphs.Objectness, FasterRcnnGraphs.Deltas);
            stage.AddLevel(outputs[0], outputs[1]);
        }

        var proposals = stage.Finish();
        var regions = new OnnxRegions(_graph, spec).Add(maps[..graphs.RegionLevels], proposals, image);
        var boxHead = Part(graphs.BoxHead, [spec.ReadSide]);
        var predictions = Add(boxHead, "boxes", regions.Grids, FasterRcnnGraphs.ClassLogits, FasterRcnnGraphs.BoxDeltas);
        OnnxBoxStage.Add(_graph, spec, image, proposals, Ordered("logits", predictions[0]), Ordered("deltas", predictions[1]));
        return _graph.Proto;

        string Ordered(string name, string values) =>
            new OnnxFormula(_graph, $"boxes/ordered/{name}").Gather(values, regions.Places);
    }

    // Every size that an image can have when it is resized and padded.
    private static IEnumerable<int> ImageSides(FasterRcnnSpec spec) =>
        MapSides(spec).Select(multiple => multiple * FasterRcnnRules.SizeDivisor);

    // The proposal head consists of convolutions that keep the size: all sizes are alike to it.
    private static IEnumerable<int> MapSides(FasterRcnnSpec spec) =>
        Enumerable.Range(1, (spec.LongSide + FasterRcnnRules.SizeDivisor - 1) / FasterRcnnRules.SizeDivisor);

    // A network with its own weights, as it is written.
    private PartToWrite Part(Graph network, IEnumerable<int> sides)
    {
        var weights = new WeightFile(StateDictionary.Describe(network)
            .Where(entry => detector.Weights.Tensors.ContainsKey(entry.Key))
            .Select(entry => KeyValuePair.Create(entry.Key, detector.Weights.Tensors[entry.Key])));
        if (!options.KeepBatchNorm)
        {
            (network, weights) = BatchNormFolding.Fold(network, weights);
            (network, weights) = ChannelAlignment.Pad(network, weights);
        }

        var (shapes, free) = FreeSides.OfAll(network, sides);
        return new PartToWrite(network, new NetworkWriter(_graph, weights) { Shapes = shapes, Sides = free });
    }

    private static string[] Add(PartToWrite part, string scope, string input, params ImmutableArray<string> outputs)
    {
        var nodes = outputs.Select(name => part.Network.Outputs.Single(output => output.Name == name).Node).ToArray();
        var values = part.Writer.Write(part.Network, input, nodes, node => $"{scope}/{node.Path}");
        return [.. nodes.Select(node => values[node]!)];
    }

    private sealed record PartToWrite(Graph Network, NetworkWriter Writer);
}
