using System.Text.Json;

namespace ScaleNet.Data.Tables;

/// <summary>Names of classes in the metadata that the library "datasets" writes into Parquet files.</summary>
internal static class FeatureNames
{
    /// <summary>The key of the metadata.</summary>
    public const string Key = "huggingface";

    /// <summary>The names; null if the metadata do not have them.</summary>
    /// <param name="json">An object whose <c>info.features.label.names</c> is an array of names.</param>
    /// <param name="where">For the message.</param>
    /// <exception cref="DatasetException">It is no JSON, or the names are no names.</exception>
    public static string[]? Of(string json, string where)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var place = document.RootElement;
            foreach (string step in new[] { "info", "features", ParquetPictures.LabelColumn, "names" })
            {
                if (place.ValueKind != JsonValueKind.Object || !place.TryGetProperty(step, out place))
                {
                    return null;
                }
            }

            return [.. place.EnumerateArray().Select(name => name.GetString() ?? "")];
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw new DatasetException(
                $"{where}: the names of classes in its metadata '{Key}' cannot be read ({problem.Message.ReplaceLineEndings(" ")}). Write the file again.",
                problem);
        }
    }
}
