using ScaleNet.Architecture.Allocation;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Modeling;
using ScaleNet.Training.Loops;

namespace ScaleNet.Training.Tasks;

/// <summary>A network under training with the images that come to it.</summary>
internal interface ITaskSession : IDisposable
{
    /// <summary>The network: its graphs, whose keys are all different.</summary>
    IReadOnlyList<GraphModule> Parts { get; }

    /// <summary>What presses on the gammas; null for nothing.</summary>
    CostRegularizer? Regularizer { get; }

    /// <summary>Numbers that a batch measures beside its loss, each a sum over its images.</summary>
    int Extras { get; }

    /// <summary>Training images that were damaged and passed over, and test images likewise.</summary>
    long Skipped { get; }

    /// <summary>This rank's batches of an epoch; whoever enumerates disposes them.</summary>
    /// <param name="epoch">From 0.</param>
    /// <param name="firstBatch">The batch to begin with.</param>
    IEnumerable<ITaskBatch> ReadEpoch(int epoch, int firstBatch);

    /// <summary>What a step measured, of the sums over all its batches and ranks.</summary>
    /// <param name="sums">Images, the loss's sum, and the <see cref="Extras"/>.</param>
    /// <param name="gradientNorm">Norm of all gradients together.</param>
    StepResult Result(ReadOnlySpan<double> sums, double gradientNorm);

    /// <summary>Measures the network on the test images, with all ranks; all get the same numbers.</summary>
    /// <param name="beforeBatch">Is called before each batch and may throw; as often on every rank.</param>
    TaskScore Evaluate(Action beforeBatch);

    /// <summary>Some test images with what the network says of them, for the report.</summary>
    IReadOnlyList<ExamplePrediction> Examples();
}
