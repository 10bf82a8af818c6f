using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Tasks;

/// <summary>What a training is about: a network and the images that it learns from, checked and found to fit together.</summary>
/// <remarks>The trainer knows epochs, steps, ranks, checkpoints and logs; everything that differs from task to task is behind this.</remarks>
internal interface ITrainingTask
{
    /// <summary>Short hash of its specification.</summary>
    string SpecHash { get; }

    /// <summary>Learnable numbers of the network.</summary>
    long Parameters { get; }

    /// <summary>Multiply-accumulates of an image.</summary>
    long Macs { get; }

    /// <summary>Where the images came from, in words.</summary>
    string DataSource { get; }

    /// <summary>Steps of an epoch, where batches are not limited.</summary>
    int StepsPerEpoch { get; }

    /// <summary>Images that the network is measured on.</summary>
    int TestImages { get; }

    /// <summary>The files that describe the training: name and content.</summary>
    IEnumerable<(string Name, string Content)> DescribingFiles();

    /// <summary>The weights that a file or run gives the network to begin with.</summary>
    /// <exception cref="ScaleNet.Architecture.CheckpointException">They are not of this network.</exception>
    IStartingWeights ReadStart(string path);

    /// <summary>Makes the network, with the tensors of the recipe's seed; the caller owns the result.</summary>
    /// <param name="plan">The training.</param>
    ITaskSession Open(TrainingPlan plan);
}
