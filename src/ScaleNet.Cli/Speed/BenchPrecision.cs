using System.Text.Json.Serialization;

namespace ScaleNet.Cli.Speed;

/// <summary>In which numbers.</summary>
internal enum BenchPrecision
{
    /// <summary>Single precision throughout.</summary>
    [JsonStringEnumMemberName(Words.Float32)]
    Float32,

    /// <summary>Single precision of whose factors a CUDA device may use 10 bits of mantissa (TF32); PyTorch's default for convolutions there.</summary>
    [JsonStringEnumMemberName(Words.Tf32)]
    Tf32,

    /// <summary>Maps and convolutions in bfloat16, weights in float32.</summary>
    [JsonStringEnumMemberName(Words.BFloat16)]
    BFloat16,
}
