using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ScaleNet.Architecture.Weights;

/// <summary>An immutable array of numbers with a shape, as a weight file stores it.</summary>
/// <remarks>Bytes are contiguous, in row-major (C) order, little-endian. No shape dimension means one element.</remarks>
public sealed class WeightTensor
{
    /// <summary>A tensor over existing bytes; they are kept, not copied.</summary>
    /// <exception cref="ArgumentException">The bytes are not exactly those that the type and the shape need.</exception>
    public WeightTensor(ElementType elementType, ImmutableArray<long> shape, ReadOnlyMemory<byte> data)
    {
        if (!TensorShape.TryCount(shape.AsSpan(), out var count) || count > int.MaxValue)
        {
            throw new ArgumentException($"The shape {TensorShape.Text(shape)} is no tensor shape.", nameof(shape));
        }

        if (count * elementType.ElementSize() != data.Length)
        {
            throw new ArgumentException(
                $"Shape {TensorShape.Text(shape)} of {elementType} does not have {data.Length} bytes.", nameof(data));
        }

        ElementType = elementType;
        Shape = shape;
        Data = data;
        ElementCount = count;
    }

    /// <summary>How the bytes of <see cref="Data"/> are to be read.</summary>
    public ElementType ElementType { get; }

    /// <summary>Sizes of the dimensions, outermost first; empty for a scalar.</summary>
    public ImmutableArray<long> Shape { get; }

    /// <summary>All elements in row-major order.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The product of <see cref="Shape"/>.</summary>
    public long ElementCount { get; }

    /// <summary>A single-precision tensor; the values are copied. No shape means a scalar.</summary>
    public static WeightTensor FromFloat32(float[] values, params long[] shape) =>
        FromValues<float>(ElementType.Float32, values, shape);

    /// <summary>A double-precision tensor; the values are copied. No shape means a scalar.</summary>
    public static WeightTensor FromFloat64(double[] values, params long[] shape) =>
        FromValues<double>(ElementType.Float64, values, shape);

    /// <summary>A tensor of integers; the values are copied. No shape means a scalar.</summary>
    public static WeightTensor FromInt64(long[] values, params long[] shape) =>
        FromValues<long>(ElementType.Int64, values, shape);

    /// <summary>All elements, converted to single precision (rounded to nearest where that is narrower).</summary>
    public float[] ToFloat32()
    {
        var values = new float[ElementCount];
        ElementConversion.Convert<float>(ElementType, Data.Span, values);
        return values;
    }

    /// <summary>All elements, converted to double precision.</summary>
    public double[] ToFloat64()
    {
        var values = new double[ElementCount];
        ElementConversion.Convert<double>(ElementType, Data.Span, values);
        return values;
    }

    private static WeightTensor FromValues<T>(ElementType type, ReadOnlySpan<T> values, long[] shape)
        where T : unmanaged =>
        new(type, [.. shape], MemoryMarshal.AsBytes(values).ToArray());
}
