namespace ScaleNet.Deployment.Export;

/// <summary>The versions of ONNX that are written.</summary>
public static class OnnxVersions
{
    /// <summary>The oldest set of operators (ONNX 1.8).</summary>
    public const int OldestOpset = 13;

    /// <summary>The newest set of operators that ONNX Runtime 1.31 takes.</summary>
    public const int NewestOpset = 26;

    // The first opset of each version of the file format (ONNX, docs/Versioning.md). Formats after 12 add nothing that is
    // written here.
    private static readonly (int Opset, int IrVersion)[] FirstOpsets = [(13, 7), (15, 8), (19, 9), (21, 10), (23, 11), (24, 12)];

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
