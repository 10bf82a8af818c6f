namespace ScaleNet.Architecture.Weights;

/// <summary>The constants of the safetensors format, shared by reader and writer.</summary>
/// <remarks>
/// File: header length (8 bytes, little-endian), header (JSON object, may end in spaces), then the data that the
/// header's offsets cover without gap or overlap. Source: the README of huggingface/safetensors.
/// </remarks>
internal static class SafetensorsFormat
{
    public const int LengthBytes = sizeof(ulong);
    public const long MaxHeaderBytes = 100_000_000; // the reference implementation's limit
    public const string MetadataKey = "__metadata__";
    public const string TypeField = "dtype";
    public const string ShapeField = "shape";
    public const string OffsetsField = "data_offsets";

    /// <summary>The format's name of an element type.</summary>
    public static string NameOf(ElementType type) => type switch
    {
        ElementType.Float32 => "F32",
        ElementType.Float64 => "F64",
        ElementType.Float16 => "F16",
        ElementType.BFloat16 => "BF16",
        ElementType.Int64 => "I64",
        ElementType.Int32 => "I32",
        ElementType.Int16 => "I16",
        ElementType.Int8 => "I8",
        ElementType.UInt8 => "U8",
        ElementType.Bool => "BOOL",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type."),
    };

    /// <summary>The element type of a name, or null for one that this library does not hold.</summary>
    public static ElementType? TypeOf(string name)
    {
        foreach (var type in Enum.GetValues<ElementType>())
        {
            if (NameOf(type) == name)
            {
                return type;
            }
        }

        return null;
    }
}
