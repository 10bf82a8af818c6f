using System.Diagnostics.CodeAnalysis;

namespace ScaleNet.Deployment.Inference;

/// <summary>What the elements of a tensor are.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The names of the types are the words for them.")]
public enum TensorElement
{
    /// <summary>Yes or no, a byte each.</summary>
    Bool,

    /// <summary>8 bits without a sign.</summary>
    UInt8,

    /// <summary>16 bits without a sign.</summary>
    UInt16,

    /// <summary>32 bits without a sign.</summary>
    UInt32,

    /// <summary>64 bits without a sign.</summary>
    UInt64,

    /// <summary>8 bits.</summary>
    Int8,

    /// <summary>16 bits.</summary>
    Int16,

    /// <summary>32 bits.</summary>
    Int32,

    /// <summary>64 bits.</summary>
    Int64,

    /// <summary>IEEE half precision.</summary>
    Float16,

    /// <summary>IEEE single precision.</summary>
    Float32,

    /// <summary>IEEE double precision.</summary>
    Float64,
}
