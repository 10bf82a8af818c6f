using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Zoo;

/// <summary>A network of the catalogue.</summary>
/// <param name="Id">The name by which it is asked for, such as <c>scalenet50</c>.</param>
/// <param name="Spec">The network.</param>
/// <param name="Published">Its published result, if there is one.</param>
public sealed record CatalogEntry(string Id, NetworkSpec Spec, Published? Published);
