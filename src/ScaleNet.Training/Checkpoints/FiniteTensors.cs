using System.Runtime.InteropServices;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Training.Checkpoints;

/// <summary>Looks for infinities and NaN before they get into a checkpoint.</summary>
internal static class FiniteTensors
{
    /// <summary>The key of the first tensor with a value that is not finite; null if all are.</summary>
    public static string? FirstBad(WeightFile file) => file.Tensors
        .Where(pair => pair.Value.ElementType == ElementType.Float32 && !IsFinite(pair.Value.Data.Span))
        .Select(pair => pair.Key)
        .FirstOrDefault();

    private static bool IsFinite(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in MemoryMarshal.Cast<byte, float>(bytes))
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }
}
