using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Onnx;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Rewrites;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Weights;
using ScaleNet.Data.Images;

namespace ScaleNet.Deployment.Export;

/// <summary>Writes trained networks as ONNX models that say by themselves what they are.</summary>
/// <remarks>
/// The model's input is <c>input</c>, [N, C, H, W]; its output <c>logits</c>, [N, classes]. Tensors are single precision and
/// carry the state's keys. <see cref="MetadataKeys"/> lists the texts that go with them.
/// </remarks>
public static class OnnxExporter
{
    private const string Producer = "scalenet";

    /// <summary>The model in memory, ready for a session.</summary>
    /// <exception cref="CheckpointException">The weights are not this network's; lists all keys that are wrong.</exception>
    /// <exception cref="ExportException">The options do not fit the network, or the model is too large for memory.</exception>
    public static byte[] ToBytes(ExportedNetwork network, ExportOptions options) =>
        ModelFile.ToBytes(ToModel(network, options), network.Spec.Name, options.ExternalDataAbove);

    /// <summary>Writes the model as a whole or not at all.</summary>
    /// <param name="network">What is exported.</param>
    /// <param name="path">The model's file; large tensors go to a file beside it, <c>NAME.data</c>.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="overwrite">Whether files that are there already are replaced.</param>
    /// <exception cref="CheckpointException">The weights are not this network's; lists all keys that are wrong.</exception>
    /// <exception cref="ExportException">The options do not fit the network, or there is such a file already.</exception>
    public static ExportedFile ToFile(ExportedNetwork network, string path, ExportOptions options, bool overwrite = false)
    {
        ModelFile.RequireFree(path, overwrite);
        return ModelFile.Write(ToModel(network, options), path, options.ExternalDataAbove, overwrite);
    }

    /// <summary>Writes the model of a graph that no spec describes: it does not say how pictures become its input.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="path">The model's file; large tensors go to a file beside it, <c>NAME.data</c>.</param>
    /// <param name="options">How it is written; the height and the width must be given.</param>
    /// <param name="overwrite">Whether files that are there already are replaced.</param>
    /// <exception cref="CheckpointException">The weights are not this network's; lists all keys that are wrong.</exception>
    /// <exception cref="ExportException">The options do not fit the network, or there is such a file already.</exception>
    public static ExportedFile ToFile(Graph graph, WeightFile weights, string path, ExportOptions options, bool overwrite = false)
    {
        ExportCheck.Require(graph, options);
        ModelFile.RequireFree(path, overwrite);
        var model = ToModel(graph, weights, graph.Name, (options.Height!.Value, options.Width!.Value), options);
        return ModelFile.Write(model, path, options.ExternalDataAbove, overwrite);
    }

    /// <summary>The model as a message.</summary>
    internal static ModelProto ToModel(ExportedNetwork network, ExportOptions options)
    {
        ExportCheck.Require(network, options);
        var (height, width) = (options.Height ?? network.Height, options.Width ?? network.Width);
        var preprocessing = network.Preprocessing is { } record
            ? new Preprocessing(
                record.Channels, height, width, record.Mean, record.StandardDeviation, record.CropRatio)
            : null;
        var normalization = options.NormalizeInside ? new Normalization(preprocessing!) : null;
        var model = ToModel(network.Spec.Lower(), network.Weights, network.Source, (height, width), options, normalization);
        Describe(model, network, preprocessing, options);
        return model;
    }

    /// <summary>The bare model of a graph.</summary>
    internal static ModelProto ToModel(
        Graph graph,
        WeightFile weights,
        string source,
        (int Height, int Width) size,
        ExportOptions options,
        Normalization? normalization = null)
    {
        StrictKeys.Require(source, [.. StateDictionary.Describe(graph).Select(entry => (entry.Key, entry.Shape))], weights);
        _ = Shapes(graph, size); // of the network as its author wrote it, for a message with its names
        if (!options.KeepBatchNorm)
        {
            (graph, weights) = BatchNormFolding.Fold(graph, weights);
        }

        if (options.SplitBranches)
        {
            (graph, weights) = BranchResolution.Split(graph, weights, size.Height, size.Width);
        }

        if (options.AlignChannels)
        {
            graph = EarlyActivation.Move(graph, size.Height, size.Width);
            (graph, weights) = ChannelAlignment.Pad(graph, weights);
        }

        var outputs = graph.Outputs.Where(output => options.StageOutputs || output.Name == Graph.Logits);
        var export = new GraphExport(graph, Shapes(graph, size), weights, outputs, options.Batch);
        return ModelOf(export.Write(normalization), options.Opset);
    }

    /// <summary>A graph as a model, without texts.</summary>
    internal static ModelProto ModelOf(GraphProto graph, int opset)
    {
        var model = new ModelProto
        {
            IrVersion = OnnxVersions.IrVersion(opset),
            ProducerName = Producer,
            ProducerVersion = Version,
            Graph = graph,
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = opset });
        return model;
    }

    private static string Version { get; } =
        typeof(OnnxExporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static ImmutableArray<MapShape> Shapes(Graph graph, (int Height, int Width) size)
    {
        try
        {
            return ShapeInference.Infer(graph, size.Height, size.Width);
        }
        catch (GraphException exception)
        {
            throw new ExportException($"size: {exception.Message}. Choose a larger size.", exception);
        }
    }

    private static void Describe(ModelProto model, ExportedNetwork network, Preprocessing? preprocessing, ExportOptions options)
    {
        Add(MetadataKeys.Network, SpecJson.WriteCompact(network.Spec));
        Add(MetadataKeys.SpecHash, SpecJson.Hash(network.Spec));
        Add(MetadataKeys.Normalization, options.NormalizeInside
            ? MetadataKeys.NormalizationInside
            : MetadataKeys.NormalizationOutside);
        if (preprocessing is not null)
        {
            Add(MetadataKeys.Preprocessing, preprocessing.ToJson());
        }

        if (network.ClassNames is { } names)
        {
            Add(MetadataKeys.Classes, JsonSerializer.Serialize(names, MetadataJson.Default.IReadOnlyListString));
        }

        void Add(string key, string value) =>
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
    }
}
