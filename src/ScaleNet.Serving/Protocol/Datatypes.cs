using ScaleNet.Deployment.Inference;

namespace ScaleNet.Serving.Protocol;

/// <summary>The protocol's names of the kinds of elements. Texts (BYTES) and BF16 are not among those that models here take.</summary>
internal static class Datatypes
{
    /// <summary>The protocol's name.</summary>
    public static string NameOf(TensorElement element) => element switch
    {
        TensorElement.Bool => "BOOL",
        TensorElement.UInt8 => "UINT8",
        TensorElement.UInt16 => "UINT16",
        TensorElement.UInt32 => "UINT32",
        TensorElement.UInt64 => "UINT64",
        TensorElement.Int8 => "INT8",
        TensorElement.Int16 => "INT16",
        TensorElement.Int32 => "INT32",
        TensorElement.Int64 => "INT64",
        TensorElement.Float16 => "FP16",
        TensorElement.Float32 => "FP32",
        TensorElement.Float64 => "FP64",
        _ => throw new ArgumentOutOfRangeException(nameof(element), element, message: null),
    };
}
