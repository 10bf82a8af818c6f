using ScaleNet.Deployment.Inference;
using ScaleNet.Serving.Batching;

namespace ScaleNet.Serving.Models;

/// <summary>Opens models as a server's options say.</summary>
internal sealed class ModelLoader(ServerOptions options)
{
    private const long WorthCollecting = 4L << 20; // bytes

    /// <summary>Opens a model and looks at its files before, so that a change during the reading is seen as one.</summary>
    /// <exception cref="InferenceException">It cannot be read, is no model, or must not be run.</exception>
    public (LoadedModel Model, FileStamp Stamp) Load(ModelFile file)
    {
        var stamp = FileStamp.Of(file.Path)
            ?? throw new InferenceException($"{file.Path}: cannot be read (it is not there). Check the path.");
        var sessions = ModelSessions.Open(file.Path, options.Threads, options.Instances);
        LoadedModel? loaded = null;
        try
        {
            loaded = new LoadedModel(sessions, new BatchOptions(options.MaxBatch, options.BatchDelay, sessions.Instances), options.Clock);
            GiveBack(sessions.FileLength);
            return (loaded, stamp);
        }
        finally
        {
            if (loaded is null)
            {
                sessions.Dispose();
            }
        }
    }

    /// <summary>Opens a model and gives it a place.</summary>
    /// <exception cref="InferenceException">It cannot be read, is no model, or must not be run.</exception>
    public ModelSlot Open(ModelFile file)
    {
        var (model, stamp) = Load(file);
        return new ModelSlot(file, stamp, model, options.QueueLimit);
    }

    // The file's bytes and the messages that were read from them are garbage by now, of three times the file's length, and a server
    // that allocates as little as this one would keep it for hours.
    private static void GiveBack(long length)
    {
        if (length >= WorthCollecting)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        }
    }
}
