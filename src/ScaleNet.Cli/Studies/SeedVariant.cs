using System.Collections.Immutable;
using ScaleNet.Evaluation.Studies;

namespace ScaleNet.Cli.Studies;

/// <summary>Which of a condition's seed networks an allocation is learned from: arms with the same one share its training.</summary>
/// <param name="Scales">Down-sampling factors.</param>
/// <param name="Ratio">Neurons of each scale as a multiple of the planes.</param>
/// <param name="Epochs">Passes over the training images.</param>
/// <param name="Penalty">Strength of MorphNet's regulariser; null for none.</param>
/// <param name="Threshold">Scales above which it takes a channel for alive; null for its own.</param>
internal sealed record SeedVariant(ImmutableArray<int> Scales, double Ratio, int Epochs, double? Penalty, double? Threshold)
{
    /// <summary>In words that are the name of a folder, too.</summary>
    public string Name => FormattableString.Invariant(
        $"scales-{string.Join('-', Scales)}-ratio-{Ratio}-epochs-{Epochs}{Part("penalty", Penalty)}{Part("threshold", Threshold)}");

    /// <summary>The variant that an arm asks for.</summary>
    /// <param name="arm">A ScaleNet.</param>
    /// <param name="condition">The condition whose seed it is.</param>
    /// <param name="epochs">Epochs of the condition's networks.</param>
    public static SeedVariant Of(StudyArm arm, StudyCondition condition, int epochs) => new(
        arm.Scales ?? condition.Scales, arm.SeedRatio ?? 1, arm.SeedEpochs ?? epochs, arm.SeedPenalty, arm.SeedPenalty is null ? null : arm.AliveThreshold);

    private static string Part(string word, double? value) => value is { } known ? FormattableString.Invariant($"-{word}-{known}") : "";
}
