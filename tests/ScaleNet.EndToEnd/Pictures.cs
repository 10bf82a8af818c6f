namespace ScaleNet.EndToEnd;

/// <summary>Picture files.</summary>
internal static class Pictures
{
    /// <summary>A PNG of one grey pixel.</summary>
    public static byte[] Grey { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==");
}
