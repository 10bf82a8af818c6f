using ScaleNet.Architecture.Tests;

namespace ScaleNet.Serving.Tests.Detection;

/// <summary>A server of a detector, a classifier and a model of tensors, shared by tests that change nothing of it.</summary>
public sealed class DetectorServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Served? _served;

    internal Served Served => _served!;

    public async ValueTask InitializeAsync() => _served = await Served.StartAsync(
        [_folder.Detector(), _folder.Ours(), _folder.Same(Onnx.TensorProto.Types.DataType.Int64)],
        options => options with { DrawAllocation = spec => $"<svg>{spec.Name}</svg>" });

    public async ValueTask DisposeAsync()
    {
        if (_served is not null)
        {
            await _served.DisposeAsync();
        }

        _folder.Dispose();
    }
}
