using System.Text.Json;
using ScaleNet.Architecture.Specs;
using ScaleNet.Data;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export;

namespace ScaleNet.Deployment.Inference;

/// <summary>What a model says of itself, completed by what must be assumed.</summary>
public sealed record ModelDescription
{
    private const int DefaultSide = 224; // of the networks that are trained on ImageNet
    private const int ColourChannels = 3;
    private const int MostValues = 1 << 26; // of one image, 256 MiB: more is taken for an attack or a mistake

    // Means and deviations of ImageNet's training images, in the order red, green, blue, as published networks use them.
    private static readonly float[] ImageNetMean = [0.485f, 0.456f, 0.406f];
    private static readonly float[] ImageNetDeviation = [0.229f, 0.224f, 0.225f];

    /// <summary>What a caller makes of an image before it gives it to the model.</summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>Numbers that come out for each image.</summary>
    public required int Classes { get; init; }

    /// <summary>Names of the classes in the order of the numbers; null where the model does not say.</summary>
    public required IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Short hash of the network's spec; null for a model of another program.</summary>
    public required string? SpecHash { get; init; }

    /// <summary>Images at once, for a model that takes so many and no other number; null for any number.</summary>
    public required int? FixedBatch { get; init; }

    /// <summary>What the user should know, one line each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>ImageNet's preprocessing for colour images of this size.</summary>
    public static Preprocessing ImageNet(int height, int width) =>
        new(ColourChannels, height, width, ImageNetMean, ImageNetDeviation);

    internal static ModelDescription Of(
        ModelSignature signature, IReadOnlyDictionary<string, string> texts, Preprocessing? given, string source)
    {
        var notes = new List<string>();
        var preprocessing = Stored(texts, source) ?? given ?? Assumed(signature, source, notes);
        RequireFit(signature, preprocessing, source);
        return new ModelDescription
        {
            Preprocessing = IsInside(texts, source) ? OfPixels(preprocessing) : preprocessing,
            Classes = signature.Classes,
            ClassNames = ReadClassNames(texts, signature.Classes, source),
            SpecHash = texts.GetValueOrDefault(MetadataKeys.SpecHash),
            FixedBatch = signature.Batch,
            Notes = notes,
        };
    }

    private static Preprocessing? Stored(IReadOnlyDictionary<string, string> texts, string source)
    {
        if (!texts.TryGetValue(MetadataKeys.Preprocessing, out var json))
        {
            return null;
        }

        try
        {
            return Preprocessing.FromJson(json, source);
        }
        catch (DatasetException problem)
        {
            throw new InferenceException(
                $"{source}: its text {MetadataKeys.Preprocessing} cannot be used ({problem.Message}). Export the model again.", problem);
        }
    }

    private static Preprocessing Assumed(ModelSignature signature, string source, List<string> notes)
    {
        if ((signature.Channels ?? ColourChannels) != ColourChannels)
        {
            throw new InferenceException(FormattableString.Invariant(
                $"{source}: does not say how its images of {signature.Channels} channels are normalised. Give the preprocessing."));
        }

        notes.Add($"{source} does not say how its images are normalised; ImageNet's mean and deviation are used");
        return ImageNet(signature.Height ?? DefaultSide, signature.Width ?? DefaultSide);
    }

    private static void RequireFit(ModelSignature signature, Preprocessing preprocessing, string source)
    {
        var shape = preprocessing.Shape;
        if (IsOther(signature.Channels, shape.Channels) || IsOther(signature.Height, shape.Height) || IsOther(signature.Width, shape.Width))
        {
            throw new InferenceException(FormattableString.Invariant(
                $"{source}: takes images of {signature.Channels ?? shape.Channels}x{signature.Height ?? shape.Height}x{signature.Width ?? shape.Width}, ")
                + $"the preprocessing makes {shape}. Give the model's own preprocessing.");
        }

        if ((Int128)shape.Channels * shape.Height * shape.Width * (signature.Batch ?? 1) > MostValues)
        {
            throw new InferenceException(FormattableString.Invariant(
                $"{source}: {signature.Batch ?? 1} images of {shape} are too large, expected at most {MostValues} values. Use another model."));
        }

        static bool IsOther(int? wanted, int got) => wanted is { } length && length != got;
    }

    private static bool IsInside(IReadOnlyDictionary<string, string> texts, string source) =>
        texts.GetValueOrDefault(MetadataKeys.Normalization) switch
        {
            MetadataKeys.NormalizationInside => true,
            MetadataKeys.NormalizationOutside or null => false,
            var other => throw new InferenceException(
                $"{source}: its text {MetadataKeys.Normalization} is '{other}', expected {MetadataKeys.NormalizationInside} or "
                + $"{MetadataKeys.NormalizationOutside}. Use a newer version of this program."),
        };

    /// <summary>The record whose result is the pixels themselves, from 0 to 255.</summary>
    private static Preprocessing OfPixels(Preprocessing preprocessing) => new(
        preprocessing.Channels,
        preprocessing.Height,
        preprocessing.Width,
        [.. preprocessing.Mean.Select(_ => 0f)],
        [.. preprocessing.Mean.Select(_ => 1f / byte.MaxValue)]);

    private static string[]? ReadClassNames(IReadOnlyDictionary<string, string> texts, int classes, string source)
    {
        if (!texts.TryGetValue(MetadataKeys.Classes, out var json))
        {
            return null;
        }

        string?[]? names;
        try
        {
            names = JsonSerializer.Deserialize(json, JsonTypes.Of<string?[]>(SpecJson.StrictOptions));
        }
        catch (JsonException)
        {
            names = null;
        }

        return names is not null && names.Length == classes && !names.Contains(null)
            ? [.. names.OfType<string>()]
            : throw new InferenceException(FormattableString.Invariant(
                $"{source}: its text {MetadataKeys.Classes} is no array of {classes} names. Export the model again."));
    }
}
