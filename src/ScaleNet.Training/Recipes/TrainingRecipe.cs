using ScaleNet.Modeling.Execution;

namespace ScaleNet.Training.Recipes;

/// <summary>How a network is trained, as data: what a person reviews and a file in <c>recipes/</c> holds.</summary>
/// <remarks>
/// Every field must be given: a training has no silent defaults. A last batch that is not full is left out of an epoch, because
/// batch norm of very few images spoils the statistics.
/// </remarks>
public sealed record TrainingRecipe
{
    /// <summary>The name by which it is asked for.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, where its numbers come from, and which of them are our choice.</summary>
    public required string Description { get; init; }

    /// <summary>Passes over the training images.</summary>
    public required int Epochs { get; init; }

    /// <summary>Images per step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Initial weights, order and augmentation all follow from it.</summary>
    public required int Seed { get; init; }

    /// <summary>The highest learning rate, reached after warm-up.</summary>
    public required double LearningRate { get; init; }

    /// <summary>How the rate changes from step to step.</summary>
    public required LearningRateSchedule Schedule { get; init; }

    /// <summary>Momentum of the gradient descent, in [0,1).</summary>
    public required double Momentum { get; init; }

    /// <summary>Whether the step looks ahead along the momentum (PyTorch's form of Nesterov's method).</summary>
    public required bool Nesterov { get; init; }

    /// <summary>Factor of the weights that is added to their gradients.</summary>
    public required double WeightDecay { get; init; }

    /// <summary>Whether scales and shifts of batch norms, and biases, decay too.</summary>
    public required bool DecayBatchNorm { get; init; }

    /// <summary>Share of the target's probability that is spread over all classes, in [0,1).</summary>
    public required double LabelSmoothing { get; init; }

    /// <summary>Random changes of the training images.</summary>
    public required AugmentationRecipe Augmentation { get; init; }

    /// <summary>Numbers in which maps are computed.</summary>
    public required ComputePrecision Precision { get; init; }

    /// <summary>Whether maps lie channels-last in memory; it changes speed and the last bits of results.</summary>
    public required bool ChannelsLast { get; init; }

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">From 0, over the whole training.</param>
    /// <param name="stepsPerEpoch">Steps in an epoch.</param>
    public double LearningRateAt(long step, int stepsPerEpoch) => Schedule.At(step, stepsPerEpoch, Epochs, LearningRate);
}
