namespace ScaleNet.Training.Recipes;

/// <summary>A running average of the weights (exponential moving average), kept beside them and evaluated too.</summary>
public sealed record WeightAverage
{
    /// <summary>Share of the old average that stays at each step, in (0,1).</summary>
    public required double Decay { get; init; }

    /// <summary>Whether the share begins low, (1 + step) / (10 + step), so that the first weights are forgotten soon.</summary>
    public bool WarmUp { get; init; }

    /// <summary>The share that stays at a step.</summary>
    /// <param name="step">From 0, over the whole training.</param>
    public double DecayAt(long step) => WarmUp ? Math.Min(Decay, (1.0 + step) / (WarmUpSteps + step)) : Decay;

    private const double WarmUpSteps = 10; // TensorFlow's ExponentialMovingAverage(num_updates)
}
