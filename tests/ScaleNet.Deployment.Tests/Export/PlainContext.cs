using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Deployment.Tests.Export;

/// <summary>A node with what it reads and the shape of what it computes.</summary>
internal sealed record PlainContext(Node Node, PlainMap[] Inputs, MapShape Shape);
