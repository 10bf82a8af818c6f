using ScaleNet.Architecture.Specs;

namespace ScaleNet.Cli.Networks;

/// <summary>A network that the user named.</summary>
/// <param name="Spec">The network.</param>
/// <param name="Source">What the user called it: a name of the catalogue or a path.</param>
/// <param name="IsFromCatalog">Whether it is a design, which may be adapted to other images, and not somebody's file.</param>
internal sealed record NamedNetwork(NetworkSpec Spec, string Source, bool IsFromCatalog);
