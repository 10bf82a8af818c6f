namespace ScaleNet.Architecture.Graphs;

/// <summary>A node under construction, as <see cref="GraphBuilder"/> hands it out.</summary>
public readonly record struct NodeId(int Index);
