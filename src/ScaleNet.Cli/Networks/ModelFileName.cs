namespace ScaleNet.Cli.Networks;

/// <summary>What tells an ONNX model from the other words that name networks.</summary>
internal static class ModelFileName
{
    private const string Extension = ".onnx";

    /// <summary>Whether a word means a model file.</summary>
    public static bool Is(string word) => word.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);
}
