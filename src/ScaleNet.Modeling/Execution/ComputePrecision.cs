using System.Text.Json.Serialization;

namespace ScaleNet.Modeling.Execution;

/// <summary>In which numbers a network computes. Parameters and batch-norm statistics are kept as the module holds them.</summary>
public enum ComputePrecision
{
    /// <summary>The parameters' own type: float32, or float64 for a float64 module.</summary>
    Full,

    /// <summary>Maps and convolutions in bfloat16, with float32 master weights, statistics and classifier.</summary>
    [JsonStringEnumMemberName("bfloat16")]
    BFloat16,
}
