using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Specs.Detection;

namespace ScaleNet.Serving.Http;

/// <summary>What is around the backbone of a detector.</summary>
/// <param name="Backbone">The backbone's name.</param>
/// <param name="BackboneSpecHash">The short hash of its spec.</param>
/// <param name="Head">What is done with its maps: fpn or c4.</param>
/// <param name="ShortSide">What an image's short side is brought to, px.</param>
/// <param name="LongSide">What its long side never exceeds, px.</param>
/// <param name="Regions">Regions that the second stage looks at, at most; costs are counted for as many.</param>
internal sealed record DetectorAnswer(string Backbone, string BackboneSpecHash, string Head, int ShortSide, int LongSide, int Regions)
{
    /// <summary>A detector as it is told.</summary>
    public static DetectorAnswer Of(FasterRcnnSpec spec) => new(
        spec.Backbone.Name, SpecJson.Hash(spec.Backbone), Word(spec.Head), spec.ShortSide, spec.LongSide, spec.Proposals.Kept);

    private static string Word(DetectorHead head) => head switch
    {
        DetectorHead.Fpn => "fpn",
        DetectorHead.C4 => "c4",
        _ => throw new ArgumentOutOfRangeException(nameof(head), head, message: null),
    };
}
