using System.Text.Json;
using System.Text.Json.Serialization;

namespace ScaleNet.Data.Images;

/// <summary>
/// What a network's input image looks like: the record stored with a checkpoint, so that inference never guesses.
/// </summary>
/// <remarks>
/// <b>Units:</b> mean and standard deviation are those of pixel values scaled to [0,1]; a network sees
/// <c>(pixel / 255 - mean) / standardDeviation</c>. Two records are equal when all their numbers are.
/// </remarks>
public sealed record Preprocessing
{
    /// <summary>A checked record.</summary>
    /// <exception cref="DatasetException">The numbers do not describe an input.</exception>
    [JsonConstructor]
    public Preprocessing(
        int channels,
        int height,
        int width,
        IReadOnlyList<float> mean,
        IReadOnlyList<float> standardDeviation,
        double? cropRatio = null)
    {
        Channels = channels;
        Height = height;
        Width = width;
        Mean = [.. mean];
        StandardDeviation = [.. standardDeviation];
        CropRatio = cropRatio;
        Validate();
    }

    /// <summary>Channels of the input: 1 (grey) or 3 (red, green, blue) for images.</summary>
    [JsonPropertyName("channels")]
    public int Channels { get; }

    /// <summary>Rows of the input, px.</summary>
    [JsonPropertyName("height")]
    public int Height { get; }

    /// <summary>Columns of the input, px.</summary>
    [JsonPropertyName("width")]
    public int Width { get; }

    /// <summary>Mean of each channel, in [0,1].</summary>
    [JsonPropertyName("mean")]
    public IReadOnlyList<float> Mean { get; }

    /// <summary>Standard deviation of each channel, of values in [0,1].</summary>
    [JsonPropertyName("standardDeviation")]
    public IReadOnlyList<float> StandardDeviation { get; }

    /// <summary>
    /// Share of a picture's short side that the input shows when evaluating, in (0,1]: 0.875 scales the short side to 256 for
    /// an input of 224. Null, as 1: the short side becomes the input's.
    /// </summary>
    [JsonPropertyName("cropRatio")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? CropRatio { get; }

    /// <summary>Channels, height and width together.</summary>
    [JsonIgnore]
    public ImageShape Shape => new(Channels, Height, Width);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">A JSON object.</param>
    /// <param name="where">The file it came from, for the message.</param>
    /// <exception cref="DatasetException">The text is not such a record.</exception>
    public static Preprocessing FromJson(string json, string where)
    {
        try
        {
            return JsonSerializer.Deserialize(json, PreprocessingJson.Default.Preprocessing)
                ?? throw new DatasetException($"{where}: preprocessing is null. Store the record with the checkpoint.");
        }
        catch (JsonException problem)
        {
            throw new DatasetException(
                $"{where}: not a preprocessing record ({problem.Message}). "
                + "Expected channels, height, width, mean[] and standardDeviation[].", problem);
        }
    }

    /// <summary>One line of JSON with camel-case names.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, PreprocessingJson.Default.Preprocessing);

    /// <inheritdoc/>
    public bool Equals(Preprocessing? other) =>
        other is not null && Shape == other.Shape && CropRatio == other.CropRatio
        && Mean.SequenceEqual(other.Mean) && StandardDeviation.SequenceEqual(other.StandardDeviation);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Shape, Mean[0], StandardDeviation[0]);

    private void Validate()
    {
        if (Channels <= 0 || Height <= 0 || Width <= 0)
        {
            throw new DatasetException(
                $"preprocessing: input size is {Shape}, expected positive channels x height x width. "
                + "Correct the record.");
        }

        if (Mean.Count != Channels || StandardDeviation.Count != Channels)
        {
            throw new DatasetException(
                $"preprocessing: got {Mean.Count} means and {StandardDeviation.Count} standard deviations, "
                + $"expected {Channels} of each (one a channel). Correct the record.");
        }

        if (CropRatio is not (null or (> 0 and <= 1)))
        {
            throw new DatasetException(FormattableString.Invariant(
                $"preprocessing: the crop ratio is {CropRatio}, expected above 0 and at most 1. Correct the record."));
        }

        for (int channel = 0; channel < Channels; channel++)
        {
            ThrowIfNotNormalizing(channel, Mean[channel], StandardDeviation[channel]);
        }
    }

    private static void ThrowIfNotNormalizing(int channel, float mean, float deviation)
    {
        if (!float.IsFinite(mean) || !float.IsFinite(deviation) || deviation <= 0)
        {
            string got = FormattableString.Invariant($"got mean {mean} and standard deviation {deviation}");
            throw new DatasetException(
                $"preprocessing: channel {channel} cannot be normalised ({got}, expected finite numbers and a "
                + "deviation above 0). A channel that never varies carries nothing: leave it out.");
        }
    }
}
