namespace ScaleNet.Deployment.Export;

/// <summary>The versions of ONNX that are written.</summary>
public static class OnnxVersions
{
    /// <summary>The oldest set of operators (ONNX 1.8).</summary>
    public const int OldestOpset = 13;

    /// <summary>The newest (ONNX 1.18): the last one that the protobuf classes of OnnxSharp 0.3.2 know; ONNX Runtime 1.31 takes up to 26.</summary>
    public const int NewestOpset = 23;

    // The first opset of each version of the file format (ONNX, docs/Versioning.md).
    private static readonly (int Opset, int IrVersion)[] FirstOpsets = [(13, 7), (15, 8), (19, 9), (21, 10), (23, 11)];

    /// <summary>The version of the file format that came with an opset: the oldest that holds it, which most programs read.</summary>
    public static int IrVersion(int opset) => FirstOpsets.Last(first => first.Opset <= opset).IrVersion;

    /// <summary>Refuses what is not written.</summary>
    /// <exception cref="ExportException">The opset is out of range; the message gives the range.</exception>
    internal static void Require(int opset)
    {
        if (opset is < OldestOpset or > NewestOpset)
        {
            throw new ExportException(FormattableString.Invariant(
                $"opset: got {opset}, expected {OldestOpset} to {NewestOpset}. Leave it out for the newest."));
        }
    }
}
