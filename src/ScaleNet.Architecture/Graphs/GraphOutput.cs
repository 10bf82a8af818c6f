namespace ScaleNet.Architecture.Graphs;

/// <summary>A named output of a graph: <c>logits</c>, or a stage's map (<c>layer1</c> ..).</summary>
public readonly record struct GraphOutput(string Name, int Node);
