using System.Runtime.InteropServices;
using SkiaSharp;

namespace ScaleNet.Data.Images;

/// <summary>sk_imageinfo_t of the image library's C interface.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SkiaImageInfo
{
    /// <summary>Null: values are not converted.</summary>
    public nint ColorSpace;

    /// <summary>Columns, px.</summary>
    public int Width;

    /// <summary>Rows, px.</summary>
    public int Height;

    /// <summary>Same numbers as the wrapper's for the kinds that are used here.</summary>
    public SKColorType ColorType;

    /// <summary>Same numbers as the wrapper's.</summary>
    public SKAlphaType AlphaType;
}
