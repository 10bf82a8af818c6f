namespace ScaleNet.Serving.Models;

/// <summary>The use of a model by one request: it stays open until this is disposed.</summary>
internal sealed class ModelLease(LoadedModel model) : IDisposable
{
    private LoadedModel? _model = model;

    /// <summary>The model.</summary>
    public LoadedModel Model => _model ?? throw new ObjectDisposedException(nameof(ModelLease));

    /// <inheritdoc/>
    public void Dispose()
    {
        _model?.Leave();
        _model = null;
    }
}
