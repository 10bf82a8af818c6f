using System.Text.Json.Serialization;
using ScaleNet.Data.Transforms;
using ScaleNet.Modeling.Execution;

namespace ScaleNet.Training.Recipes;

/// <summary>How a network is trained, as data: what a person reviews and a file in <c>recipes/</c> holds.</summary>
/// <remarks>
/// What every training has must be given: there are no silent defaults. What may be left out is off. A last batch that is not full is left out of an epoch, because
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

    /// <summary>Images per step, over all accumulated batches and all processes.</summary>
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
    public required Augmentation Augmentation { get; init; }

    /// <summary>Numbers in which maps are computed.</summary>
    public required ComputePrecision Precision { get; init; }

    /// <summary>Whether maps lie channels-last in memory; it changes speed and the last bits of results.</summary>
    public required bool ChannelsLast { get; init; }

    /// <summary>Batches whose gradients make one step, so that a step may have more images than memory holds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int GradientAccumulation { get; init; }

    /// <summary>A limit for the gradients.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GradientClipping? Clipping { get; init; }

    /// <summary>A running average of the weights.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WeightAverage? Ema { get; init; }

    /// <summary>Images are blended with one another.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BatchMixing? Mixing { get; init; }

    /// <summary>Stochastic depth (Huang et al. 2016): the last residual branch's chance to be left out; rises linearly from 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double DropPath { get; init; }

    /// <summary>The cost of channels presses on their scales, so that the seed's allocation can be read off what is left.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MorphNetRegularization? MorphNet { get; init; }

    /// <summary>Whether batch norm takes the statistics of all processes' images together.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool SyncBatchNorm { get; init; }

    /// <summary>
    /// Parts of the network that stay as they began: beginnings of paths, such as <c>layer1.0</c>, or <c>all-but-head</c>. Their
    /// batch norms use the running statistics.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Freeze { get; init; }

    /// <summary>Detectors: short sides in px of which each training image gets one at random; the detector's own if left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? ShortSides { get; init; }

    /// <summary>Batches whose gradients make one step, at least 1.</summary>
    [JsonIgnore]
    public int Accumulation => Math.Max(1, GradientAccumulation);

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">From 0, over the whole training.</param>
    /// <param name="stepsPerEpoch">Steps in an epoch.</param>
    public double LearningRateAt(long step, int stepsPerEpoch) => Schedule.At(step, stepsPerEpoch, Epochs, LearningRate);
}
