using TorchSharp;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>Which true box each proposal stands for, by overlap.</summary>
/// <param name="High">At this overlap or above, a proposal stands for the box that it overlaps most.</param>
/// <param name="Low">Below this one it stands for the background; between the two it is not used.</param>
/// <param name="KeepBest">
/// Whether the proposals that overlap a true box most, ties included, count whatever their overlap is. Each still stands for its
/// own best box. A true box that nothing overlaps has every proposal without any overlap for its best: the reference's quirk.
/// </param>
internal sealed record BoxMatcher(double High, double Low, bool KeepBest)
{
    /// <summary>A proposal of the background.</summary>
    public const long Background = -1;

    /// <summary>A proposal that is neither.</summary>
    public const long Between = -2;

    /// <summary>Of the proposal network.</summary>
    public static BoxMatcher Proposals { get; } = new(0.7, 0.3, KeepBest: true);

    /// <summary>For each proposal the index of a true box, or <see cref="Background"/> or <see cref="Between"/>: int64 [P]; the caller owns it.</summary>
    /// <param name="overlaps">[true boxes, P] of <see cref="BoxGeometry.Overlaps"/>; without true boxes all is background.</param>
    public Tensor Match(Tensor overlaps)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var background = Background.ToScalar();
        if (overlaps.shape[0] == 0)
        {
            return full([overlaps.shape[1]], background, ScalarType.Int64, overlaps.device).MoveToOuterDisposeScope();
        }

        using var high = High.ToScalar();
        using var low = Low.ToScalar();
        using var between = Between.ToScalar();
        var (best, index) = overlaps.max(0);
        var matches = index.masked_fill(best.lt(high), between).masked_fill(best.lt(low), background);
        if (KeepBest && overlaps.shape[1] > 0)
        {
            var (most, __) = overlaps.max(1, keepdim: true);
            matches = index.where(overlaps.eq(most).any(0), matches);
        }

        return matches.MoveToOuterDisposeScope();
    }
}
