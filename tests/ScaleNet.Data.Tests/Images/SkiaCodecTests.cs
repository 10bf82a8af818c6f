using System.Reflection;
using System.Runtime.InteropServices;
using ScaleNet.Data.Images;
using SkiaSharp;

namespace ScaleNet.Data.Tests.Images;

/// <summary>The structures of the C interface are those that the wrapper of the same version passes.</summary>
public sealed class SkiaCodecTests
{
    [Theory]
    [InlineData(typeof(SkiaCodecOptions), "SkiaSharp.SKCodecOptionsInternal")]
    [InlineData(typeof(SkiaImageInfo), "SkiaSharp.SKImageInfoNative")]
    public void A_structure_is_laid_out_like_the_wrappers(Type ours, string name)
    {
        var theirs = typeof(SKCodec).Assembly.GetType(name, throwOnError: true)!;

        Assert.Equal(Marshal.SizeOf(theirs), Marshal.SizeOf(ours));
        Assert.Equal(OffsetsOf(theirs), OffsetsOf(ours));
    }

    [Theory]
    [InlineData(SKColorType.Rgba8888)]
    public void A_kind_of_pixel_has_the_number_of_the_c_interface(SKColorType kind)
    {
        var native = typeof(SKCodec).Assembly.GetType("SkiaSharp.SKColorTypeNative", throwOnError: true)!;

        Assert.Equal(kind.ToString(), Enum.GetName(native, (int)kind), ignoreCase: true);
    }

    private static int[] OffsetsOf(Type type) =>
        [.. type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(field => (int)Marshal.OffsetOf(type, field.Name))];
}
