using ScaleNet.Architecture.Specs;
using ScaleNet.Deployment.Export;

namespace ScaleNet.Deployment.Inference;

/// <summary>Which network a model file of ours is, for images of which size.</summary>
/// <param name="Spec">The network.</param>
/// <param name="Height">Rows of its images, px.</param>
/// <param name="Width">Columns of its images, px.</param>
public sealed record ModelCard(NetworkSpec Spec, int Height, int Width)
{
    private const int ImageRank = 4;

    /// <summary>Reads it without opening the model for a computation.</summary>
    /// <exception cref="InferenceException">The file cannot be read, is no model, or does not say what network it is.</exception>
    public static ModelCard Read(string path)
    {
        var model = WholeModelFile.ReadMessage(path);
        var texts = model.MetadataProps.ToDictionary(text => text.Key, text => text.Value);
        var shape = model.Graph.Input.Select(input => input.Type?.TensorType?.Shape).FirstOrDefault(known => known is { Dim.Count: ImageRank });
        return texts.TryGetValue(MetadataKeys.Network, out var spec) && shape is not null
            ? new ModelCard(SpecJson.Read(spec, path), (int)shape.Dim[2].DimValue, (int)shape.Dim[3].DimValue)
            : throw new InferenceException(
                $"{path}: does not say what network it is (expected the text {MetadataKeys.Network}). Give a model that `scalenet export` wrote.");
    }
}
