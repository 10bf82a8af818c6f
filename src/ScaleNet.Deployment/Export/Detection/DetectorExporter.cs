using System.Text.Json;
using Onnx;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Deployment.Export.Detection;

/// <summary>Writes trained detectors as ONNX models that need nothing around them: an image of any size in, boxes in its pixels out.</summary>
/// <remarks>
/// The model's input is <c>image</c>, float32 [C, H, W] in [0, 1], one image, any size; its outputs are <c>boxes</c> [n, 4] (x1 y1 x2 y2, px of
/// the image), <c>scores</c> [n], falling, and <c>labels</c> int64 [n], from 1; n may be 0. Normalisation, resizing, padding and all choices of
/// boxes are operators of the model. <see cref="MetadataKeys"/> lists the texts that go with it.
/// </remarks>
public static class DetectorExporter
{
    private static readonly MetadataJson WebTexts = new(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>The model in memory, ready for a session.</summary>
    /// <exception cref="CheckpointException">The weights are not this detector's; lists all keys that are wrong.</exception>
    /// <exception cref="ExportException">The options do not fit the detector, or the model is too large for memory.</exception>
    /// <exception cref="SpecException">The detector is not valid.</exception>
    public static byte[] ToBytes(ExportedDetector detector, DetectorExportOptions? options = null)
    {
        options ??= new();
        return ModelFile.ToBytes(ToModel(detector, options), detector.Spec.Name, options.ExternalDataAbove);
    }

    /// <summary>Writes the model as a whole or not at all.</summary>
    /// <param name="detector">What is exported.</param>
    /// <param name="path">The model's file; large tensors go to a file beside it, <c>NAME.data</c>.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="overwrite">Whether files that are there already are replaced.</param>
    /// <exception cref="CheckpointException">The weights are not this detector's; lists all keys that are wrong.</exception>
    /// <exception cref="ExportException">The options do not fit the detector, or there is such a file already.</exception>
    /// <exception cref="SpecException">The detector is not valid.</exception>
    public static ExportedFile ToFile(ExportedDetector detector, string path, DetectorExportOptions? options = null, bool overwrite = false)
    {
        options ??= new();
        ModelFile.RequireFree(path, overwrite);
        return ModelFile.Write(ToModel(detector, options), path, options.ExternalDataAbove, overwrite);
    }

    /// <summary>The model as a message.</summary>
    internal static ModelProto ToModel(ExportedDetector detector, DetectorExportOptions options)
    {
        Require(detector, options);
        var graphs = detector.Spec.Lower();
        StrictKeys.Require(
            detector.Source,
            [.. graphs.Parts.SelectMany(part => StateDictionary.Describe(part)).Select(entry => (entry.Key, entry.Shape))],
            detector.Weights);
        var model = OnnxExporter.ModelOf(new DetectorGraph(detector, graphs, options).Write(), options.Opset);
        Describe(model, detector);
        return model;
    }

    private static void Require(ExportedDetector detector, DetectorExportOptions options)
    {
        if (options.Opset is < DetectorExportOptions.OldestOpset or > DetectorExportOptions.NewestOpset)
        {
            throw new ExportException(FormattableString.Invariant(
                $"opset: got {options.Opset}, expected {DetectorExportOptions.OldestOpset} to {DetectorExportOptions.NewestOpset} for a detector. Leave it out for the newest."));
        }

        ExportCheck.RequireExternalLimit(options.ExternalDataAbove);
        if (detector.Categories.Count != detector.Spec.Classes)
        {
            throw new ExportException(FormattableString.Invariant(
                $"{detector.Spec.Name}: got {detector.Categories.Count} categories, expected {detector.Spec.Classes}. Give one for each class."));
        }
    }

    private static void Describe(ModelProto model, ExportedDetector detector)
    {
        Add(MetadataKeys.Kind, MetadataKeys.DetectorKind);
        Add(MetadataKeys.Network, FasterRcnnJson.WriteCompact(detector.Spec));
        Add(MetadataKeys.SpecHash, FasterRcnnJson.Hash(detector.Spec));
        Add(MetadataKeys.Normalization, MetadataKeys.NormalizationInside);
        Add(MetadataKeys.Categories, JsonSerializer.Serialize(detector.Categories, WebTexts.IReadOnlyListCocoCategory));

        void Add(string key, string value) =>
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
    }
}
