using System.Runtime.InteropServices;

namespace ScaleNet.Serving.Http;

/// <summary>A body in memory as a stream, for readers that want one.</summary>
internal static class BodyStream
{
    /// <summary>A stream over the bytes, not over a copy of them.</summary>
    public static MemoryStream Over(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var part)
        ? new MemoryStream(part.Array!, part.Offset, part.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);
}
