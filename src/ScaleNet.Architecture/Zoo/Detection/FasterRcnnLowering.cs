using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Specs.Detection;

namespace ScaleNet.Architecture.Zoo.Detection;

/// <summary>Faster R-CNN on any residual backbone, with torchvision's keys, layout and initialisation.</summary>
/// <remarks>
/// <para>Source: torchvision models/detection and ops/feature_pyramid_network.py. C4, which torchvision does not have: body of all stages but
/// the last, which reads the regions and is pooled globally before the predictors.</para>
/// <para>Of stages whose maps have one size (Big-Little nets) a pyramid takes the deepest. The low part of an octave network's map
/// is enlarged and joined to the high one; for C4 there is no way to read regions of two maps.</para>
/// </remarks>
internal static class FasterRcnnLowering
{
    private const int PyramidAnchor = 8; // strides: 32 pixels at stride 4

    private const string BoxHeadPrefix = "roi_heads.box_head.";
    private const string Predictor = "roi_heads.box_predictor.";

    // Of the single map, in strides: 32 to 512 pixels at stride 16.
    private static readonly ImmutableArray<int> SingleMapAnchors = [2, 4, 8, 16, 32];

    public static FasterRcnnGraphs Lower(FasterRcnnSpec spec)
    {
        var backbone = spec.Backbone.Lower();
        var stages = BackboneStage.Of(backbone);
        var (features, strides) = spec.Head == DetectorHead.Fpn
            ? (Pyramid(spec, backbone, stages), PyramidStrides(stages))
            : (SingleMap(spec, backbone, stages), [stages[^2].Stride]);
        var sizes = spec.AnchorSizes ?? Anchors(spec.Head, strides);
        ImmutableArray<string> levels = [.. features.Outputs.Select(output => output.Name)];
        var channels = ChannelsOf(features.Nodes[features.Outputs[0].Node], features);
        return new FasterRcnnGraphs(
            features,
            ProposalHead(spec, channels, sizes[0].Length * spec.AnchorRatios.Length),
            spec.Head == DetectorHead.Fpn ? LinearHead(spec) : LastStageHead(spec, backbone, stages, channels),
            levels,
            spec.Head == DetectorHead.Fpn ? levels.Length - 1 : 1,
            sizes);
    }

    /// <summary>How many levels proposals are made on.</summary>
    /// <exception cref="SpecException">The head does not go with this backbone.</exception>
    public static int LevelCount(Graph backbone, DetectorHead head)
    {
        var stages = BackboneStage.Of(backbone);
        if (head == DetectorHead.Fpn)
        {
            return PyramidStages(stages).Length + 1;
        }

        LastStage(backbone, stages);
        return 1;
    }

    /// <summary>The nodes of a backbone's last stage, which C4 reads regions with.</summary>
    /// <exception cref="SpecException">There is one stage only, or it reads more than one map.</exception>
    public static GraphPart LastStage(Graph backbone, ImmutableArray<BackboneStage> stages) => stages.Length > 1
        ? new GraphPart(backbone, stages[^2].High, [stages[^1].High])
        : throw new SpecException($"{backbone.Name}: got 1 stage, expected 2 or more for the head c4.");

    /// <summary>What stands before a backbone's keys in the detector, by node; its classifier is not in the detector.</summary>
    public static IReadOnlyDictionary<int, string> BackbonePrefixes(Graph backbone, DetectorHead head)
    {
        var stages = BackboneStage.Of(backbone);
        var body = BodyPart(backbone, stages, head).Nodes.Select(node => (node, Prefix: BodyPrefix(head)));
        var regions = head == DetectorHead.C4 ? LastStage(backbone, stages).Nodes : [];
        return body.Concat(regions.Select(node => (node, Prefix: BoxHeadPrefix))).ToDictionary(entry => entry.node, entry => entry.Prefix);
    }

    // Every stage but those that a deeper one of the same size follows.
    private static ImmutableArray<BackboneStage> PyramidStages(ImmutableArray<BackboneStage> stages) =>
        [.. stages.Where((stage, index) => index == stages.Length - 1 || stages[index + 1].Stride != stage.Stride)];

    // The last level is pooled from the one before.
    private static IReadOnlyList<int> PyramidStrides(ImmutableArray<BackboneStage> stages) =>
        [.. PyramidStages(stages).Select(stage => stage.Stride), 2 * stages[^1].Stride];

    private static ImmutableArray<ImmutableArray<int>> Anchors(DetectorHead head, IReadOnlyList<int> strides) => head == DetectorHead.Fpn
        ? [.. strides.Select(stride => ImmutableArray.Create(PyramidAnchor * stride))]
        : [[.. SingleMapAnchors.Select(factor => factor * strides[0])]];

    private static Graph SingleMap(FasterRcnnSpec spec, Graph backbone, ImmutableArray<BackboneStage> stages)
    {
        var g = new GraphBuilder($"{spec.Name} features") { Initialization = backbone.Initialization };
        var body = BodyPart(backbone, stages, DetectorHead.C4);
        g.Output("0", body.Copy(g, g.Input(backbone.InputChannels), BodyPrefix(DetectorHead.C4))[stages[^2].High]);
        return g.Build();
    }

    private static Graph Pyramid(FasterRcnnSpec spec, Graph backbone, ImmutableArray<BackboneStage> stages)
    {
        var g = new GraphBuilder($"{spec.Name} features") { Initialization = backbone.Initialization };
        var body = BodyPart(backbone, stages, DetectorHead.Fpn);
        var copied = body.Copy(g, g.Input(backbone.InputChannels), BodyPrefix(DetectorHead.Fpn));
        using var part = g.Part("fpn");
        var maps = PyramidStages(stages)
            .Select(stage => stage.Low is { } low ? Joined(g, copied[stage.High], copied[low]) : copied[stage.High])
            .Select((map, level) => Lateral(map, $"backbone.fpn.inner_blocks.{level}.0", kernel: 1))
            .ToArray();
        for (var level = maps.Length - 2; level >= 0; level--)
        {
            maps[level] = g.Add(maps[level], g.Resize(maps[level + 1], maps[level], ResizeMode.Nearest));
        }

        for (var level = 0; level < maps.Length; level++)
        {
            maps[level] = Lateral(maps[level], $"backbone.fpn.layer_blocks.{level}.0", kernel: 3);
            g.Output($"{level}", maps[level]);
        }

        g.Output("pool", g.MaxPool(maps[^1], kernel: 1, stride: 2));
        return g.Build();

        NodeId Lateral(NodeId map, string path, int kernel) =>
            g.Conv(map, path, spec.PyramidChannels, kernel, bias: true, start: ConvolutionStart.LinearUniform);
    }

    private static GraphPart BodyPart(Graph backbone, ImmutableArray<BackboneStage> stages, DetectorHead head)
    {
        var used = head == DetectorHead.Fpn ? PyramidStages(stages) : [stages[^2]];
        return new GraphPart(
            backbone, start: 0, [.. used.SelectMany(stage => stage.Low is { } low ? new[] { stage.High, low } : [stage.High])]);
    }

    private static string BodyPrefix(DetectorHead head) => head == DetectorHead.Fpn ? "backbone.body." : "backbone.";

    private static NodeId Joined(GraphBuilder g, NodeId high, NodeId low) => g.Concat([high, g.Resize(low, high, ResizeMode.Nearest)]);

    private static Graph ProposalHead(FasterRcnnSpec spec, int channels, int anchors)
    {
        var g = new GraphBuilder($"{spec.Name} proposals")
        {
            Initialization = new WeightInitialization { Convolution = ConvolutionStart.SmallNormal, ZeroConvolutionBias = true },
        };
        var map = g.Input(channels);
        using var part = g.Part("rpn");
        var x = g.Relu(g.Conv(map, "rpn.head.conv.0.0", channels, kernel: 3, bias: true));
        g.Output(FasterRcnnGraphs.Objectness, g.Conv(x, "rpn.head.cls_logits", anchors, kernel: 1, bias: true));
        g.Output(FasterRcnnGraphs.Deltas, g.Conv(x, "rpn.head.bbox_pred", 4 * anchors, kernel: 1, bias: true));
        return g.Build();
    }

    private static Graph LinearHead(FasterRcnnSpec spec)
    {
        var g = new GraphBuilder($"{spec.Name} boxes");
        var regions = g.Input(spec.PyramidChannels);
        using var part = g.Part("box_head");
        var x = g.Relu(g.Linear(g.Flatten(regions, spec.ReadSide), $"{BoxHeadPrefix}fc6", spec.Boxes.Width));
        return Predicted(g, g.Relu(g.Linear(x, $"{BoxHeadPrefix}fc7", spec.Boxes.Width)), spec);
    }

    private static Graph LastStageHead(FasterRcnnSpec spec, Graph backbone, ImmutableArray<BackboneStage> stages, int channels)
    {
        var g = new GraphBuilder($"{spec.Name} boxes")
        {
            Initialization = backbone.Initialization with { Linear = LinearStart.FanIn, ZeroLinearBias = false },
        };
        var x = LastStage(backbone, stages).Copy(g, g.Input(channels), BoxHeadPrefix)[stages[^1].High];
        using var part = g.Part("box_head");
        return Predicted(g, g.Flatten(g.GlobalAvgPool(x)), spec);
    }

    private static Graph Predicted(GraphBuilder g, NodeId features, FasterRcnnSpec spec)
    {
        g.Output(FasterRcnnGraphs.RegionFeatures, features);
        g.Output(FasterRcnnGraphs.ClassLogits, g.Linear(features, $"{Predictor}cls_score", spec.Classes + 1));
        g.Output(FasterRcnnGraphs.BoxDeltas, g.Linear(features, $"{Predictor}bbox_pred", 4 * (spec.Classes + 1)));
        return g.Build();
    }

    private static int ChannelsOf(Node node, Graph graph) =>
        node.Op.OutputChannels([.. node.Inputs.Select(input => ChannelsOf(graph.Nodes[input], graph))]);
}
