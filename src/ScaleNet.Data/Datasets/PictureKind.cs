namespace ScaleNet.Data.Datasets;

/// <summary>Formats of picture files.</summary>
internal static class PictureKind
{
    /// <summary>The usual extension of a file by its first bytes (some of ImageNet's .JPEG files are PNG files); null if unknown.</summary>
    public static string? Of(ReadOnlySpan<byte> file) => file switch
    {
        [0xFF, 0xD8, ..] => "jpg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "png",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', ..] => "webp",
        [(byte)'G', (byte)'I', (byte)'F', ..] => "gif",
        [(byte)'B', (byte)'M', ..] => "bmp",
        _ => null,
    };
}
