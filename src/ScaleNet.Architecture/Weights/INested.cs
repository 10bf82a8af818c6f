namespace ScaleNet.Architecture.Weights;

/// <summary>A pickled value that holds others.</summary>
internal interface INested
{
    /// <summary>Levels of containers, this one included.</summary>
    int Depth { get; }
}
