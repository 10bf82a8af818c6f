using ScaleNet.Serving.Http;
using ScaleNet.Serving.Models;

namespace ScaleNet.Serving.Pictures;

/// <summary>A picture that somebody wants to know something of, and the model that is asked, which stays open until this is disposed.</summary>
/// <param name="slot">The model's place.</param>
/// <param name="lease">The model; owned.</param>
/// <param name="file">The content of the picture's file.</param>
/// <param name="start">When the last byte of the request was there, in the clock's ticks.</param>
/// <param name="gone">Cancelled when nobody waits any more.</param>
internal sealed class PictureQuestion(ModelSlot slot, ModelLease lease, ReadOnlyMemory<byte> file, long start, CancellationToken gone) : IDisposable
{
    /// <summary>The model's place.</summary>
    public ModelSlot Slot => slot;

    /// <summary>The model.</summary>
    public LoadedModel Model => lease.Model;

    /// <summary>The content of the picture's file.</summary>
    public ReadOnlyMemory<byte> File => file;

    /// <summary>When the last byte of the request was there, in the clock's ticks.</summary>
    public long Start => start;

    /// <summary>Cancelled when nobody waits any more.</summary>
    public CancellationToken Gone => gone;

    /// <summary>What is said of a model that cannot do what it is asked for.</summary>
    /// <param name="what">What it cannot do.</param>
    /// <param name="reason">Why not.</param>
    public RequestProblem Refuse(string what, string? reason)
    {
        var instead = Model.Kind switch
        {
            ModelKind.Classification => Routes.Classify,
            ModelKind.Detection => Routes.Detect,
            _ => $"/v2/models/{slot.File.Name}/infer",
        };
        return RequestProblem.Bad($"model '{slot.File.Name}': does not {what} ({reason}) Use {instead}.");
    }

    /// <inheritdoc/>
    public void Dispose() => lease.Dispose();
}
