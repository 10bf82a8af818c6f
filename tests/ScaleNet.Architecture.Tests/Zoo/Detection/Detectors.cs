using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Zoo.Detection;

/// <summary>Detectors on networks of the catalogue.</summary>
internal static class Detectors
{
    /// <summary>One with everything by default.</summary>
    public static FasterRcnnSpec On(string backbone, DetectorHead head, int classes = 20) => On(Catalog.Get(backbone).Spec, head, classes);

    public static FasterRcnnSpec On(NetworkSpec backbone, DetectorHead head, int classes = 20) => new()
    {
        Name = "detector",
        Backbone = backbone with { InputChannels = 3 },
        Classes = classes,
        Head = head,
    };
}
