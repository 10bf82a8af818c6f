using ScaleNet.Architecture.Graphs;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Execution;

/// <summary>What one operation needs to run.</summary>
/// <param name="Node">The node.</param>
/// <param name="Inputs">Its inputs' values; borrowed.</param>
/// <param name="State">Its tensors; null for an operation without any.</param>
/// <param name="Training">Whether batch norm uses and updates the batch's statistics.</param>
/// <param name="MayOverwrite">Whether the first input may be overwritten: nobody else reads it.</param>
/// <param name="Noise">Where dropout draws from; null for libtorch's own generator. Borrowed.</param>
/// <param name="EnlargeTo">Height and width to which batch norm's result is to be replicated; null for its own size.</param>
/// <param name="Exchange">With whom batch norm shares its statistics in training; null for nobody.</param>
internal readonly record struct StepContext(
    Node Node,
    Tensor[] Inputs,
    StateModule? State,
    bool Training,
    bool MayOverwrite,
    Generator? Noise,
    long[]? EnlargeTo,
    StatisticsExchange? Exchange);
