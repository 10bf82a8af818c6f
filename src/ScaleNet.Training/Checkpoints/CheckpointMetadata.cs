using System.Globalization;

namespace ScaleNet.Training.Checkpoints;

/// <summary>The text beside the tensors of a checkpoint, so that the file says by itself what it is of.</summary>
internal static class CheckpointMetadata
{
    // What other readers of safetensors expect of weights laid out as PyTorch's.
    private const string PyTorchFormat = "pt";

    /// <summary>The texts for this state.</summary>
    public static IReadOnlyDictionary<string, string> Of(CheckpointState state) => new Dictionary<string, string>
    {
        ["format"] = PyTorchFormat,
        ["specHash"] = state.SpecHash,
        ["epoch"] = state.Epoch.ToString(CultureInfo.InvariantCulture),
        ["step"] = state.Step.ToString(CultureInfo.InvariantCulture),
    };
}
