using FsCheck;
using FsCheck.Fluent;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Tests;

/// <summary>Random small Big-Little nets, octave ResNets and MixNets; all of them are valid.</summary>
internal static class FamilyGenerators
{
    /// <summary>Everything of a residual network but its stages is a ResNet's.</summary>
    public static Gen<BigLittleSpec> BigLittle(Gen<ResNetSpec> frames) =>
        from frame in frames
        from count in Gen.Choose(2, 3)
        from stages in (
            from planes in Gen.Choose(2, 6)
            from blocks in Gen.Choose(2, 5)
            select new ResNetStage(planes, blocks)).ArrayOf(count)
        from alpha in Gen.Choose(1, 2)
        from beta in Gen.Choose(1, 4)
        select new BigLittleSpec
        {
            Name = "random Big-Little net",
            Stem = frame.Stem,
            StemChannels = frame.StemChannels + 1,
            InputChannels = frame.InputChannels,
            Resolution = frame.Resolution,
            Classes = frame.Classes,
            Alpha = alpha,
            Beta = beta,
            Stages = [.. stages],
        };

    public static Gen<OctaveSpec> Octave(Gen<ResNetSpec> frames) =>
        from frame in frames
        from alpha in Gen.Choose(0, 15)
        select Octave(frame, alpha / 16.0);

    public static OctaveSpec Octave(ResNetSpec frame, double alpha) => new()
    {
        Name = "random octave ResNet",
        Stem = frame.Stem,
        StemChannels = frame.StemChannels,
        InputChannels = frame.InputChannels,
        Resolution = frame.Resolution,
        Classes = frame.Classes,
        Alpha = alpha,
        Stages = frame.Stages,
    };

    public static Gen<MixNetSpec> MixNet() =>
        from sizes in Gen.Choose(4, 9).ArrayOf(3)
        from resolution in Gen.Choose(16, 40)
        from stageCount in Gen.Choose(1, 3)
        from stages in Row().ArrayOf(2).ArrayOf(stageCount)
        select new MixNetSpec
        {
            Name = "random MixNet",
            StemChannels = sizes[0],
            HeadChannels = sizes[1],
            InputChannels = 1,
            Resolution = resolution,
            Classes = sizes[2],
            Stages = [.. stages.Select(rows => new MixNetStage([.. rows]))],
        };

    private static Gen<MixNetRow> Row() =>
        from kernels in Gen.Elements(1, 3, 5, 7).ArrayOf(3)
        from kernelCount in Gen.Choose(1, 3)
        from channels in Gen.Choose(4, 9)
        from stride in Gen.Choose(1, 2)
        from expand in Gen.Choose(1, 3)
        from groups in Gen.Choose(1, 3).Two()
        from squeeze in Gen.Elements(0, 0.25, 0.5)
        from activation in Gen.Elements(ActivationKind.Relu, ActivationKind.Swish)
        from repeats in Gen.Choose(1, 2)
        select new MixNetRow(
            [.. kernels.Take(kernelCount)], channels, stride, expand, expand == 1 ? 1 : groups.Item1, groups.Item2, squeeze,
            activation, repeats);
}
