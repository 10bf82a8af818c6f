using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScaleNet.Data.Images;

/// <summary>Antialiased bilinear resizing, first along rows, then along columns, rounded to bytes after each.</summary>
/// <remarks>
/// The semantics of "bilinear" in the Python imaging library, with which most published networks were trained. All channels at
/// once, in vectors, and with memory that is kept; the tests have it plainly, with the same bytes.
/// </remarks>
internal sealed class PictureResizer
{
    private const int Half = 1 << (ResizeKernel.FractionBits - 1);
    private const int Channels = PixelBuffer.BytesPerPixel;
    private const int PixelsAtOnce = 2;

    private readonly PixelBuffer _rows = new();
    private int[] _weights = [];

    /// <summary>The source at another size.</summary>
    /// <param name="source">Exactly the pixels that the kernels need.</param>
    /// <param name="horizontal">The kernel of the columns.</param>
    /// <param name="vertical">The kernel of the rows.</param>
    /// <param name="target">Takes the size that the kernels state.</param>
    public void Resize(PixelBuffer source, ResizeKernel horizontal, ResizeKernel vertical, PixelBuffer target)
    {
        Debug.Assert(source.Width == horizontal.SourceEnd - horizontal.SourceStart, "Columns that the kernel needs.");
        Debug.Assert(source.Height == vertical.SourceEnd - vertical.SourceStart, "Rows that the kernel needs.");
        RepeatWeights(horizontal);
        _rows.SetSize(horizontal.Count, source.Height);
        for (int y = 0; y < source.Height; y++)
        {
            ResizeRow(source.PixelsAndSlack[(y * source.Stride)..], horizontal, _rows.Row(y));
        }

        target.SetSize(horizontal.Count, vertical.Count);
        for (int y = 0; y < vertical.Count; y++)
        {
            var pixels = _rows.PixelsAndSlack[((vertical.First(y) - vertical.SourceStart) * _rows.Stride)..];
            MixRows(pixels, vertical.Weights(y), _rows.Stride, target.PixelsAndSlack[(y * target.Stride)..]);
        }
    }

    /// <summary>Every weight once for each channel, so that one load gives what two pixels are multiplied with.</summary>
    private void RepeatWeights(ResizeKernel kernel)
    {
        int needed = kernel.Count * kernel.Taps * Channels;
        if (_weights.Length < needed)
        {
            _weights = new int[needed];
        }

        int target = 0;
        for (int x = 0; x < kernel.Count; x++)
        {
            foreach (int weight in kernel.PaddedWeights(x))
            {
                _weights.AsSpan(target, Channels).Fill(weight);
                target += Channels;
            }
        }
    }

    // Of an odd number of taps, the one too many weighs 0 and reads the next row or the slack.
    private void ResizeRow(ReadOnlySpan<byte> row, ResizeKernel kernel, Span<byte> target)
    {
        ref int weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        int weightsPerPixel = kernel.Taps * Channels;
        ref byte start = ref MemoryMarshal.GetReference(row);
        var pixels = MemoryMarshal.Cast<byte, uint>(target);
        for (int x = 0; x < pixels.Length; x++)
        {
            ref byte source = ref Unsafe.Add(ref start, (kernel.First(x) - kernel.SourceStart) * Channels);
            ref int weight = ref Unsafe.Add(ref weights, x * weightsPerPixel);
            var sum = Vector256<int>.Zero;
            for (int taps = kernel.Length(x); taps > 0; taps -= PixelsAtOnce)
            {
                sum += Widen(ref source) * Vector256.LoadUnsafe(ref weight);
                source = ref Unsafe.Add(ref source, PixelsAtOnce * Channels);
                weight = ref Unsafe.Add(ref weight, PixelsAtOnce * Channels);
            }

            pixels[x] = ToPixel(sum.GetLower() + sum.GetUpper() + Vector128.Create(Half));
        }
    }

    // Writes up to one vector beyond the row: into the next row, which is written later, or into the slack.
    private static void MixRows(ReadOnlySpan<byte> rows, ReadOnlySpan<int> weights, int stride, Span<byte> target)
    {
        const int step = PixelsAtOnce * Channels;
        ref byte start = ref MemoryMarshal.GetReference(rows);
        ref byte result = ref MemoryMarshal.GetReference(target);
        for (int x = 0; x < stride; x += 2 * step)
        {
            ref byte source = ref Unsafe.Add(ref start, x);
            var left = Vector256.Create(Half);
            var right = left;
            foreach (int weight in weights)
            {
                var factor = Vector256.Create(weight);
                left += Widen(ref source) * factor;
                right += Widen(ref Unsafe.Add(ref source, step)) * factor;
                source = ref Unsafe.Add(ref source, stride);
            }

            Vector128.StoreUnsafe(ToBytes(left, right), ref Unsafe.Add(ref result, x));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Widen(ref byte twoPixels)
    {
        var bytes = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref twoPixels)).AsByte();
        return Vector256.WidenLower(Vector128.WidenLower(bytes).ToVector256Unsafe()).AsInt32();
    }

    // Rounded weights can add up to a hair more than 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint ToPixel(Vector128<int> sum)
    {
        var levels = Vector128.Min(sum >> ResizeKernel.FractionBits, Vector128.Create((int)byte.MaxValue));
        var shorts = Vector128.Narrow(levels, levels);
        return Vector128.Narrow(shorts, shorts).AsByte().AsUInt32().ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> ToBytes(Vector256<int> left, Vector256<int> right)
    {
        var most = Vector256.Create((int)byte.MaxValue);
        var shorts = Vector256.Narrow(
            Vector256.Min(left >> ResizeKernel.FractionBits, most), Vector256.Min(right >> ResizeKernel.FractionBits, most));
        return Vector128.Narrow(shorts.GetLower(), shorts.GetUpper()).AsByte();
    }
}
