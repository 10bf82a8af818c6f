using ScaleNet.Architecture.Specs.Detection;
using TorchSharp;
using static ScaleNet.Modeling.Execution.HeldScalars;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>Boxes as corrections of other boxes: centre and logarithm of the sides, in units of the other box (Girshick et al. 2014, appendix C).</summary>
/// <param name="Centre">Factor of the two numbers of the centre.</param>
/// <param name="Size">Factor of the two numbers of the sides.</param>
internal sealed record BoxCoder(double Centre, double Size)
{
    /// <summary>Of the proposal network: no factors.</summary>
    public static BoxCoder Proposals { get; } = new(1, 1);

    /// <summary>Of the box head: factors 10 and 5, about one over the deviations of its targets.</summary>
    public static BoxCoder Head { get; } = new(FasterRcnnRules.RegionCentre, FasterRcnnRules.RegionSize);

    /// <summary>The corrections that turn <paramref name="from"/> into <paramref name="to"/>: [N, 4] dx dy dw dh; the caller owns them.</summary>
    /// <param name="to">[N, 4] x1 y1 x2 y2, with sides above 0.</param>
    /// <param name="from">[N, 4], with sides above 0.</param>
    public Tensor Encode(Tensor to, Tensor from)
    {
        using var scope = NewDisposeScope();
        using var centre = Centre.ToScalar();
        using var size = Size.ToScalar();
        var (fromCentre, fromSides) = Split(from);
        var (toCentre, toSides) = Split(to);
        var move = toCentre.sub(fromCentre).mul(centre).div(fromSides);
        var growth = toSides.div(fromSides).log().mul(size);
        return cat([move, growth], 1).MoveToOuterDisposeScope();
    }

    /// <summary>The corrected boxes, [N, K, 4] x1 y1 x2 y2; the caller owns them.</summary>
    /// <param name="deltas">[N, 4 K], K corrections of each box.</param>
    /// <param name="from">[N, 4].</param>
    public Tensor Decode(Tensor deltas, Tensor from)
    {
        using var scope = NewDisposeScope();
        using var centre = Centre.ToScalar();
        using var size = Size.ToScalar();
        using var most = FasterRcnnRules.MostGrowth.ToScalar();
        // A count of -1 for K is refused where there are no boxes.
        var each = deltas.reshape(deltas.shape[0], deltas.shape[1] / BoxList.Sides, BoxList.Sides);
        var (fromCentre, fromSides) = Split(from);
        var (middle, sides) = (fromCentre.unsqueeze(1), fromSides.unsqueeze(1));
        var newMiddle = each.narrow(2, 0, 2).div(centre).mul(sides).add(middle, One);
        var half = each.narrow(2, 2, 2).div(size).clamp_max(most).exp().mul(sides).div(Two);
        return cat([newMiddle.sub(half), newMiddle.add(half, One)], 2).MoveToOuterDisposeScope();
    }

    private static (Tensor Centre, Tensor Sides) Split(Tensor boxes)
    {
        var first = boxes.narrow(1, 0, 2);
        var sides = boxes.narrow(1, 2, 2).sub(first);
        return (first.add(sides.div(Two), One), sides);
    }
}
