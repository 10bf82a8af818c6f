using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Architecture.Tests.Graphs;

/// <summary>An operation with what it must make of some inputs.</summary>
internal sealed record OperationExample(
    Op Op, MapShape[] Inputs, MapShape Output, long Macs, long Parameters, string Description);
