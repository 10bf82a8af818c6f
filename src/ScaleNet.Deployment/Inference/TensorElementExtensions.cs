using Microsoft.ML.OnnxRuntime.Tensors;

namespace ScaleNet.Deployment.Inference;

/// <summary>What follows from the kind of an element.</summary>
public static class TensorElementExtensions
{
    /// <summary>Bytes of one element.</summary>
    public static int Size(this TensorElement element) => element switch
    {
        TensorElement.Bool or TensorElement.UInt8 or TensorElement.Int8 => sizeof(byte),
        TensorElement.UInt16 or TensorElement.Int16 or TensorElement.Float16 => sizeof(short),
        TensorElement.UInt32 or TensorElement.Int32 or TensorElement.Float32 => sizeof(int),
        TensorElement.UInt64 or TensorElement.Int64 or TensorElement.Float64 => sizeof(long),
        _ => throw new ArgumentOutOfRangeException(nameof(element), element, message: null),
    };

    /// <summary>The runtime's word for it.</summary>
    internal static TensorElementType ToRuntime(this TensorElement element) => element switch
    {
        TensorElement.Bool => TensorElementType.Bool,
        TensorElement.UInt8 => TensorElementType.UInt8,
        TensorElement.UInt16 => TensorElementType.UInt16,
        TensorElement.UInt32 => TensorElementType.UInt32,
        TensorElement.UInt64 => TensorElementType.UInt64,
        TensorElement.Int8 => TensorElementType.Int8,
        TensorElement.Int16 => TensorElementType.Int16,
        TensorElement.Int32 => TensorElementType.Int32,
        TensorElement.Int64 => TensorElementType.Int64,
        TensorElement.Float16 => TensorElementType.Float16,
        TensorElement.Float32 => TensorElementType.Float,
        TensorElement.Float64 => TensorElementType.Double,
        _ => throw new ArgumentOutOfRangeException(nameof(element), element, message: null),
    };

    /// <summary>Ours for the runtime's word; null for elements that are not exchanged, such as texts.</summary>
    internal static TensorElement? FromRuntime(TensorElementType type)
    {
        foreach (var element in Enum.GetValues<TensorElement>())
        {
            if (element.ToRuntime() == type)
            {
                return element;
            }
        }

        return null;
    }
}
