using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Weights;
using static TorchSharp.torch;

namespace ScaleNet.Modeling;

/// <summary>Moves a network's state between tensors and weight files.</summary>
public static class ModuleState
{
    /// <summary>Fills a module with the values that its reference implementation starts from.</summary>
    /// <param name="module">Any module of a graph.</param>
    /// <param name="seed">Same seed, same values.</param>
    public static void Initialize(GraphModule module, int seed)
    {
        using var tensors = new StateTensors(module);
        foreach (var entry in Entries(module))
        {
            if (entry.Kind == StateKind.Counter)
            {
                tensors.Fill(entry.Key, 0);
            }
            else
            {
                tensors.Copy(entry, MemoryMarshal.AsBytes<float>(InitialWeights.Values(module.Graph, entry, seed)), ScalarType.Float32);
            }
        }
    }

    /// <summary>Fills a module from a file: exactly its keys, each in exactly its shape.</summary>
    /// <param name="module">The network.</param>
    /// <param name="file">What was read.</param>
    /// <param name="source">What to call the file in errors.</param>
    /// <exception cref="CheckpointException">Lists all missing, unexpected and mis-shaped keys; the module is unchanged.</exception>
    public static void Load(GraphModule module, WeightFile file, string source)
    {
        Require(module.Graph, file, source);
        using var tensors = new StateTensors(module);
        foreach (var entry in Entries(module))
        {
            if (!file.Tensors.TryGetValue(entry.Key, out var tensor))
            {
                tensors.Fill(entry.Key, 0); // a counter that files of old PyTorch versions lack
            }
            else if (entry.Kind == StateKind.Counter)
            {
                tensors.Fill(entry.Key, (long)tensor.ToFloat64()[0]);
            }
            else if (tensor.ElementType == ElementType.Float64)
            {
                tensors.Copy(entry, tensor.Data.Span, ScalarType.Float64);
            }
            else
            {
                tensors.Copy(entry, MemoryMarshal.AsBytes<float>(tensor.ToFloat32()), ScalarType.Float32);
            }
        }
    }

    /// <summary>Fills the modules of a network of several graphs from one file: exactly their keys, each in exactly its shape.</summary>
    /// <param name="parts">The modules, whose keys are all different.</param>
    /// <param name="file">What was read.</param>
    /// <param name="source">What to call the file in errors.</param>
    /// <exception cref="CheckpointException">Lists all missing, unexpected and mis-shaped keys; the modules are unchanged.</exception>
    public static void Load(IReadOnlyList<GraphModule> parts, WeightFile file, string source)
    {
        StrictKeys.Require(source, [.. parts.SelectMany(part => Entries(part)).Select(entry => (entry.Key, entry.Shape))], file);
        foreach (var part in parts)
        {
            var keys = Entries(part).Select(entry => entry.Key).ToHashSet();
            Load(part, new WeightFile(file.Tensors.Where(tensor => keys.Contains(tensor.Key)), file.Metadata), source);
        }
    }

    /// <summary>Fills some tensors of a network of several graphs; the others stay as they are.</summary>
    /// <param name="parts">The modules, whose keys are all different.</param>
    /// <param name="some">Tensors under the network's keys.</param>
    /// <param name="source">What to call them in errors.</param>
    /// <exception cref="CheckpointException">A tensor is of another shape; the modules are unchanged.</exception>
    public static void LoadSome(IReadOnlyList<GraphModule> parts, WeightFile some, string source) => Load(
        parts,
        new WeightFile(Save(parts).Tensors.Select(tensor => KeyValuePair.Create(tensor.Key, some.Tensors.GetValueOrDefault(tensor.Key, tensor.Value)))),
        source);

    /// <summary>Requires exactly the network's keys, each in exactly its shape.</summary>
    /// <exception cref="CheckpointException">Lists all missing, unexpected and mis-shaped keys.</exception>
    public static void Require(Graph graph, WeightFile file, string source) => StrictKeys.Require(
        source, [.. StateDictionary.Describe(graph).Select(entry => (entry.Key, entry.Shape))], file);

    /// <summary>The module's whole state, in PyTorch's order.</summary>
    /// <param name="module">The network.</param>
    /// <param name="metadata">Text to keep beside the tensors.</param>
    public static WeightFile Save(GraphModule module, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var tensors = new StateTensors(module);
        return new WeightFile(
            Entries(module).Select(entry => KeyValuePair.Create(entry.Key, tensors.Read(entry.Key))), metadata);
    }

    /// <summary>The whole state of a network of several graphs, one after the other, each in PyTorch's order.</summary>
    /// <param name="parts">The modules, whose keys are all different.</param>
    /// <param name="metadata">Text to keep beside the tensors.</param>
    public static WeightFile Save(IReadOnlyList<GraphModule> parts, IReadOnlyDictionary<string, string>? metadata = null) =>
        new(parts.SelectMany(part => Save(part).Tensors), metadata);

    private static ImmutableArray<StateEntry> Entries(GraphModule module) => StateDictionary.Describe(module.Graph);
}
