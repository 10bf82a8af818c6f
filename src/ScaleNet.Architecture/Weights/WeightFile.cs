using System.Collections.ObjectModel;

namespace ScaleNet.Architecture.Weights;

/// <summary>The named tensors of one weight file, in the file's order, with its text metadata.</summary>
public sealed class WeightFile
{
    /// <summary>A set of tensors in the given order.</summary>
    /// <exception cref="ArgumentException">A key occurs twice.</exception>
    public WeightFile(
        IEnumerable<KeyValuePair<string, WeightTensor>> tensors,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        var ordered = new OrderedDictionary<string, WeightTensor>(StringComparer.Ordinal);
        foreach (var (key, tensor) in tensors)
        {
            ordered.Add(key, tensor);
        }

        Tensors = new ReadOnlyDictionary<string, WeightTensor>(ordered);
        Metadata = metadata ?? ReadOnlyDictionary<string, string>.Empty;
    }

    /// <summary>Key to tensor; enumeration follows the file's order.</summary>
    public IReadOnlyDictionary<string, WeightTensor> Tensors { get; }

    /// <summary>
    /// Free text beside the tensors: <c>__metadata__</c> of a safetensors file; the plain numbers and strings beside
    /// the state dictionary of a PyTorch checkpoint (<c>epoch</c>).
    /// </summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }
}
