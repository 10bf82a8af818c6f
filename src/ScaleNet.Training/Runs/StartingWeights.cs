using ScaleNet.Architecture;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Weights;
using ScaleNet.Modeling;
using ScaleNet.Training.Tasks;

namespace ScaleNet.Training.Runs;

/// <summary>The weights from which a training starts, instead of random ones ("fine-tuning").</summary>
/// <remarks>
/// Loading is strict: every key and every shape must be the network's. The classifier alone may be of another number of classes;
/// then it is left out, and the network keeps the one that it was initialised with.
/// </remarks>
/// <param name="Path">The file that the weights come from: full where it was read, so that a resumed run finds it again.</param>
/// <param name="Weights">The tensors under the network's keys; without the classifier's where that is replaced.</param>
/// <param name="ReplacesHead">Whether the classifier starts at random.</param>
/// <param name="Notes">What the user should know, a line each.</param>
public sealed record StartingWeights(string Path, WeightFile Weights, bool ReplacesHead, IReadOnlyList<string> Notes)
    : IStartingWeights
{
    /// <summary>Reads a weight file of any known format, or the newest good checkpoint of a run folder.</summary>
    /// <param name="path">The file or the folder.</param>
    /// <param name="spec">The network that will be trained.</param>
    /// <exception cref="CheckpointException">The weights are not of this network; lists all keys that are wrong.</exception>
    /// <exception cref="ScaleNet.Evaluation.Runs.RunFolderException">A folder that is no run, or holds no good checkpoint.</exception>
    public static StartingWeights Read(string path, NetworkSpec spec)
    {
        if (!Directory.Exists(path))
        {
            return Fit(WeightReader.Read(path), spec, path) with { Path = System.IO.Path.GetFullPath(path) };
        }

        var run = TrainedRun.Open(path);
        var start = Fit(run.Weights, spec, run.WeightsPath) with { Path = System.IO.Path.GetFullPath(run.WeightsPath) };
        return start with { Notes = [.. run.Notes, .. start.Notes] };
    }

    /// <summary>Brings tensors under a network's keys.</summary>
    /// <param name="file">What was read.</param>
    /// <param name="spec">The network that will be trained.</param>
    /// <param name="source">What to call the file in errors.</param>
    /// <exception cref="CheckpointException">The weights are not of this network; lists all keys that are wrong.</exception>
    public static StartingWeights Fit(WeightFile file, NetworkSpec spec, string source)
    {
        var head = HeadOf(spec.Lower());
        var saved = head is null ? spec.Classes : SavedClasses(file, head) ?? spec.Classes;
        var published = PublishedWeights.Fit(file, spec with { Classes = saved }, source);
        if (saved == spec.Classes)
        {
            return new StartingWeights(source, published.File, ReplacesHead: false, published.Notes);
        }

        var body = published.File.Tensors.Where(tensor => !IsOf(head!, tensor.Key));
        var note = $"the classifier '{head!.Path}' of {saved} classes was left out; one of {spec.Classes} starts at random";
        return new StartingWeights(
            source, new WeightFile(body, published.File.Metadata), ReplacesHead: true, [.. published.Notes, note]);
    }

    /// <summary>Fills an initialised network; a classifier that is replaced stays as it is.</summary>
    /// <exception cref="CheckpointException">The weights are not of this network; it is unchanged.</exception>
    public void Apply(GraphModule module)
    {
        var head = ReplacesHead ? HeadOf(module.Graph) : null;
        var kept = head is null ? [] : ModuleState.Save(module).Tensors.Where(tensor => IsOf(head, tensor.Key));
        ModuleState.Load(module, new WeightFile(Weights.Tensors.Concat(kept)), Path);
    }

    void IStartingWeights.Apply(IReadOnlyList<GraphModule> parts) => Apply(parts.Single());

    private static Node? HeadOf(Graph graph) =>
        graph.Output(Graph.Logits) is { Op: LinearOp } head ? head : null;

    private static bool IsOf(Node node, string key) => key.StartsWith($"{node.Path}.", StringComparison.Ordinal);

    // Models that were saved inside another module have its name before their keys.
    private static int? SavedClasses(WeightFile file, Node head)
    {
        var key = $"{head.Path}.weight";
        var weight = file.Tensors.GetValueOrDefault(key)
            ?? file.Tensors.FirstOrDefault(tensor => tensor.Key.EndsWith($".{key}", StringComparison.Ordinal)).Value;
        return weight?.Shape is [> 0 and <= int.MaxValue and var rows, var columns] && columns == ((LinearOp)head.Op).InFeatures
            ? (int)rows
            : null;
    }
}
