using System.Text.Json;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Deployment.Export;
using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Deployment.Inference;

/// <summary>What a detector's model says of itself.</summary>
/// <param name="Spec">The detector.</param>
/// <param name="SpecHash">Its short hash.</param>
/// <param name="Categories">What its labels mean, from label 1 on.</param>
public sealed record DetectorDescription(FasterRcnnSpec Spec, string SpecHash, IReadOnlyList<CocoCategory> Categories)
{
    /// <summary>Reads it from the model's texts.</summary>
    /// <exception cref="InferenceException">The model is no detector of ours, or its texts are damaged.</exception>
    internal static DetectorDescription Of(IReadOnlyDictionary<string, string> texts, string source)
    {
        var kind = texts.GetValueOrDefault(MetadataKeys.Kind);
        if (kind != MetadataKeys.DetectorKind)
        {
            throw new InferenceException(
                $"{source}: is no detector (got {(kind is null ? "no text" : $"'{kind}'")} {MetadataKeys.Kind}, expected {MetadataKeys.DetectorKind}). "
                + "Give a model of `scalenet detect export`.");
        }

        var spec = ReadSpec(Text(texts, MetadataKeys.Network, source), source);
        var hash = Text(texts, MetadataKeys.SpecHash, source);
        return hash == FasterRcnnJson.Hash(spec)
            ? new DetectorDescription(spec, hash, ReadCategories(Text(texts, MetadataKeys.Categories, source), spec.Classes, source))
            : throw new InferenceException(
                $"{source}: its text {MetadataKeys.SpecHash} is of another detector (got {hash}, expected {FasterRcnnJson.Hash(spec)}). Export the model again.");
    }

    private static string Text(IReadOnlyDictionary<string, string> texts, string key, string source) =>
        texts.GetValueOrDefault(key) ?? throw new InferenceException($"{source}: its text {key} is missing. Export the model again.");

    private static FasterRcnnSpec ReadSpec(string json, string source)
    {
        try
        {
            return FasterRcnnJson.Read(json, MetadataKeys.Network);
        }
        catch (SpecException problem)
        {
            throw new InferenceException(
                $"{source}: its text {MetadataKeys.Network} cannot be used ({problem.Message}). Export the model again.", problem);
        }
    }

    private static CocoCategory[] ReadCategories(string json, int classes, string source)
    {
        CocoCategory?[]? categories;
        try
        {
            categories = JsonSerializer.Deserialize(json, JsonTypes.Of<CocoCategory?[]>(SpecJson.StrictOptions));
        }
        catch (JsonException)
        {
            categories = null;
        }

        return categories is not null && categories.Length == classes && categories.All(category => category is { Name: not null })
            ? [.. categories.OfType<CocoCategory>()]
            : throw new InferenceException(FormattableString.Invariant(
                $"{source}: its text {MetadataKeys.Categories} is no array of {classes} categories. Export the model again."));
    }
}
