namespace ScaleNet.Architecture.Graphs;

/// <summary>A graph that is not well formed, or an input that it cannot take; the message names the node.</summary>
public sealed class GraphException : Exception
{
    /// <summary>Says where, what is wrong and what was expected.</summary>
    public GraphException(string message)
        : base(message)
    {
    }
}
