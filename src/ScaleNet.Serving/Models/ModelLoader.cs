using ScaleNet.Deployment.Inference;
using ScaleNet.Serving.Batching;

namespace ScaleNet.Serving.Models;

/// <summary>Opens models as a server's options say.</summary>
internal sealed class ModelLoader(ServerOptions options)
{
    /// <summary>Opens a model and looks at its files before, so that a change during the reading is seen as one.</summary>
    /// <exception cref="InferenceException">It cannot be read, is no model, or must not be run.</exception>
    public (LoadedModel Model, FileStamp Stamp) Load(ModelFile file)
    {
        var stamp = FileStamp.Of(file.Path)
            ?? throw new InferenceException($"{file.Path}: cannot be read (it is not there). Check the path.");
        var model = OnnxModel.Open(file.Path, new ClassifierOptions { Threads = options.Threads });
        LoadedModel? loaded = null;
        try
        {
            loaded = new LoadedModel(model, new BatchOptions(options.MaxBatch, options.BatchDelay, options.Instances), options.Clock);
            return (loaded, stamp);
        }
        finally
        {
            if (loaded is null)
            {
                model.Dispose();
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
}
