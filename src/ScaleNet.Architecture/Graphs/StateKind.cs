namespace ScaleNet.Architecture.Graphs;

/// <summary>What a tensor of a network's state is to training.</summary>
public enum StateKind
{
    /// <summary>Learned by gradient descent; counted as a parameter.</summary>
    Parameter,

    /// <summary>A running statistic of a batch norm: stored, not learned, not counted.</summary>
    Buffer,

    /// <summary>The int64 counter of a batch norm.</summary>
    Counter,
}
