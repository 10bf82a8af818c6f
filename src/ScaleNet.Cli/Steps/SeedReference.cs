using ScaleNet.Architecture.Specs;

namespace ScaleNet.Cli.Steps;

/// <summary>Which seed an allocation was learned from.</summary>
/// <param name="RelativeFolder">Its run folder, relative to the allocation's, with forward slashes.</param>
/// <param name="Spec">Its network.</param>
/// <param name="Epochs">Complete epochs of its training.</param>
internal sealed record SeedReference(string RelativeFolder, ScaleNetSpec Spec, int Epochs)
{
    /// <summary>The seed as seen from another run's folder; no path of this machine is kept.</summary>
    public static SeedReference From(string runFolder, string seedFolder, ScaleNetSpec spec, int epochs) => new(
        Path.GetRelativePath(Path.GetFullPath(runFolder), Path.GetFullPath(seedFolder)).Replace('\\', '/'), spec, epochs);
}
