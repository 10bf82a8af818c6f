using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Tests;
using ScaleNet.Deployment.Export;

namespace ScaleNet.Deployment.Tests.Export;

/// <summary>Any network at any size with any options computes what its operations are defined to compute.</summary>
public sealed class RandomNetworkTests
{
    // No network is asked for a map below its own resolution, which some need for all their poolings.
    private const int MostSurplus = 10;

    [Property(MaxTest = 25, Arbitrary = [typeof(NetworkArbitraries)])]
    public Property An_exported_network_computes_its_graph(NetworkSpec spec) => Prop.ForAll(Cases(spec.Resolution).ToArbitrary(), test =>
        TinyGraph.Check(spec.Lower(), test.Height, test.Width, test.Options));

    private static Gen<(int Height, int Width, ExportOptions Options)> Cases(int resolution) =>
        from height in Gen.Choose(resolution, resolution + MostSurplus)
        from width in Gen.Choose(resolution, resolution + MostSurplus)
        from opset in Gen.Choose(OnnxVersions.OldestOpset, OnnxVersions.NewestOpset)
        from batch in Gen.Elements<int?>(null, 2)
        from isKept in Gen.Elements(true, false)
        from isAligned in Gen.Elements(true, false)
        select (
            height,
            width,
            new ExportOptions { Opset = opset, Batch = batch, KeepBatchNorm = isKept, AlignChannels = isAligned });
}
