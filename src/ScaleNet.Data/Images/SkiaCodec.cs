using System.Runtime.InteropServices;
using SkiaSharp;

namespace ScaleNet.Data.Images;

/// <summary>The codec of the image library by its C interface: its managed wrapper allocates objects for every picture.</summary>
internal static class SkiaCodec
{
    private const string Library = "libSkiaSharp";

    [DllImport(Library, EntryPoint = "sk_data_new_with_proc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    public static extern nint NewData(nint bytes, nuint length, nint releaser, nint context);

    [DllImport(Library, EntryPoint = "sk_data_unref")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    public static extern void ReleaseData(nint data);

    [DllImport(Library, EntryPoint = "sk_codec_new_from_data")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    public static extern nint New(nint data);

    [DllImport(Library, EntryPoint = "sk_codec_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    public static extern void Destroy(nint codec);

    [DllImport(Library, EntryPoint = "sk_codec_get_scaled_dimensions")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    public static extern void GetScaledSize(nint codec, float scale, out SKSizeI size);

    [DllImport(Library, EntryPoint = "sk_codec_start_scanline_decode")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    public static extern SKCodecResult StartRows(nint codec, in SkiaImageInfo info, in SkiaCodecOptions options);

    [DllImport(Library, EntryPoint = "sk_codec_skip_scanlines")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    public static extern byte SkipRows(nint codec, int rows);

    [DllImport(Library, EntryPoint = "sk_codec_get_scanlines")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    public static extern int GetRows(nint codec, nint target, int rows, nuint bytesPerRow);
}
