namespace ScaleNet.Training.Tasks;

/// <summary>Prepared images that a network can learn from. Disposing hands their memory back.</summary>
internal interface ITaskBatch : IDisposable
{
    /// <summary>Number of images.</summary>
    int Count { get; }

    /// <summary>Place of each image in its set.</summary>
    IReadOnlyList<int> SampleIndices { get; }

    /// <summary>From the images to the loss, in training; the tensors belong to the caller's scope.</summary>
    /// <param name="microBatch">Its number among the batches of all ranks since the run began, from 0.</param>
    /// <param name="epoch">From 1.</param>
    ForwardPass Forward(long microBatch, int epoch);
}
