using System.Runtime.InteropServices;

namespace ScaleNet.Data.Images;

/// <summary>sk_codec_options_t of the image library's C interface.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SkiaCodecOptions
{
    /// <summary>1: the target is not known to be zero.</summary>
    public int ZeroInitialized;

    /// <summary>Where the wanted part lies: left, top, right, bottom.</summary>
    public nint Subset;

    /// <summary>The first frame.</summary>
    public int FrameIndex;

    /// <summary>-1: no earlier frame is in the target.</summary>
    public int PriorFrame;

    /// <summary>Bytes; 0: as many as it takes.</summary>
    public nint MostMemory;
}
