using ScaleNet.Modeling;

namespace ScaleNet.Training.Tasks;

/// <summary>Weights from which a training starts, instead of random ones.</summary>
internal interface IStartingWeights
{
    /// <summary>The file that they come from, in full.</summary>
    string Path { get; }

    /// <summary>What the user should know, a line each.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>Fills an initialised network.</summary>
    /// <param name="parts">Its graphs.</param>
    /// <exception cref="ScaleNet.Architecture.CheckpointException">The weights are not of this network; it is unchanged.</exception>
    void Apply(IReadOnlyList<GraphModule> parts);
}
