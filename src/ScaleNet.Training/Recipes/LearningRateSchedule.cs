using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ScaleNet.Training.Recipes;

/// <summary>The learning rate as a closed-form function of the step: nothing to keep in a checkpoint.</summary>
public sealed record LearningRateSchedule
{
    /// <summary>The form.</summary>
    public required ScheduleKind Kind { get; init; }

    /// <summary>Epochs in which the rate rises to the peak, by the same amount at every step.</summary>
    public int WarmupEpochs { get; init; }

    /// <summary>The same in steps, for trainings whose epochs are long; 0 where epochs say it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int WarmupSteps { get; init; }

    /// <summary>The rate from which the warm-up rises; the first step is one amount above it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double WarmupLearningRate { get; init; }

    /// <summary>Multi-step: epochs, counted from 0, at whose start the rate is multiplied by <see cref="Gamma"/>.</summary>
    public ImmutableArray<int> Milestones { get; init; } = [];

    /// <summary>Multi-step: the factor at a milestone.</summary>
    public double Gamma { get; init; } = 1;

    /// <summary>Polynomial: the exponent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Power { get; init; }

    /// <summary>Cosine and polynomial: the rate towards which it falls; the step after the last would have it.</summary>
    public double FinalLearningRate { get; init; }

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">From 0, over the whole training.</param>
    /// <param name="stepsPerEpoch">Steps in an epoch.</param>
    /// <param name="epochs">Epochs of the training.</param>
    /// <param name="peak">The highest rate.</param>
    public double At(long step, int stepsPerEpoch, int epochs, double peak)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfLessThan(stepsPerEpoch, 1);
        // A training that is cut short may have no step after its warm-up but the last.
        var warmupSteps = WarmupSteps > 0
            ? Math.Min(WarmupSteps, ((long)epochs * stepsPerEpoch) - 1)
            : (long)WarmupEpochs * stepsPerEpoch;
        if (step < warmupSteps)
        {
            return WarmupLearningRate + ((peak - WarmupLearningRate) * (step + 1) / warmupSteps);
        }

        if (Kind == ScheduleKind.MultiStep)
        {
            var epoch = step / stepsPerEpoch;
            return peak * Math.Pow(Gamma, Milestones.Count(milestone => milestone <= epoch));
        }

        var progress = (double)(step - warmupSteps) / (((long)epochs * stepsPerEpoch) - warmupSteps);
        var share = Kind == ScheduleKind.Polynomial ? Math.Pow(1 - progress, Power) : (1 + Math.Cos(Math.PI * progress)) / 2;
        return FinalLearningRate + ((peak - FinalLearningRate) * share);
    }

    /// <inheritdoc/>
    public bool Equals(LearningRateSchedule? other) =>
        other is not null && Kind == other.Kind && WarmupEpochs == other.WarmupEpochs && WarmupSteps == other.WarmupSteps && Gamma.Equals(other.Gamma)
        && FinalLearningRate.Equals(other.FinalLearningRate) && WarmupLearningRate.Equals(other.WarmupLearningRate)
        && Power.Equals(other.Power) && Milestones.SequenceEqual(other.Milestones);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, WarmupEpochs, Milestones.Length, Gamma, FinalLearningRate);
}
