using ScaleNet.Deployment.Inference;
using ScaleNet.Serving.Batching;

namespace ScaleNet.Serving.Models;

/// <summary>A model opened as a server's processors are shared out.</summary>
/// <remarks>
/// One request alone is answered soonest when all processors compute it, many when each computes its own: ONNX Runtime waits for the
/// slowest thread of every node, and the less the larger the share of a thread is. A session's number of threads is fixed, so there are two.
/// </remarks>
internal sealed class ModelSessions : IDisposable
{
    private readonly OnnxModel? _single;

    private ModelSessions(OnnxModel model, OnnxModel? single, int instances, int fileLength) =>
        (Model, _single, Instances, FileLength) = (model, single, instances, fileLength);

    /// <summary>The model, computed by all threads.</summary>
    public OnnxModel Model { get; }

    /// <summary>Batches that are computed at the same time.</summary>
    public int Instances { get; }

    /// <summary>Bytes of the file with its tensors.</summary>
    public int FileLength { get; }

    /// <summary>How a batch is computed beside others; null where as any.</summary>
    public BatchQueue.RunTensors? RunBesideOthers => _single is null ? null : _single.Run;

    /// <summary>Opens a model file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="threads">Threads that compute together.</param>
    /// <param name="instances">Batches that are computed at the same time, each by so many threads; null for what suits the requests that are there.</param>
    /// <exception cref="InferenceException">It cannot be read, is no model, or must not be run.</exception>
    public static ModelSessions Open(string path, int threads, int? instances)
    {
        var file = OnnxModel.ReadFile(path);
        var model = Open(threads);
        try
        {
            // A detector takes gigabytes for a picture, and nobody knows before how large the next one is: one at a time.
            return instances is null && threads > 1 && model.Inputs.All(input => input.HasRowsOfOneSize)
                ? new ModelSessions(model, Open(1), threads, file.Length)
                : new ModelSessions(model, single: null, instances ?? 1, file.Length);
        }
        catch
        {
            model.Dispose();
            throw;
        }

        OnnxModel Open(int count) => OnnxModel.Open(file, path, new ClassifierOptions { Threads = count });
    }

    public void Dispose()
    {
        Model.Dispose();
        _single?.Dispose();
    }
}
