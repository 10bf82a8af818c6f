using System.Globalization;
using System.Text.Json;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Reporting.Plots;

namespace ScaleNet.Reporting.Reports;

/// <summary>
/// Reads the allocation of a run from <c>structure.json</c>, and its scales from <c>network.json</c>.
/// </summary>
/// <remarks>
/// Structure rows are the reference's: <c>[c1, c2, c4, c7, side]</c>, one per block. A new side is a new stage.
/// </remarks>
internal static class RunAllocationReader
{
    private const string ScalesProperty = "scales";

    // The scales of the reference's structure files, which do not name them.
    private static readonly int[] ReferenceScales = [1, 2, 4, 7];

    /// <summary>The allocation, or null for a network that has none, such as a ResNet.</summary>
    public static RunAllocation? Read(string runFolder)
    {
        var path = RunLayout.PathOf(runFolder, RunLayout.StructureFile);
        if (!File.Exists(path))
        {
            return null;
        }

        var rows = Parse<int[][]>(path);
        if (rows.Length == 0
            || rows.Any(row => row is not { Length: > 1 } || row.Length != rows[0].Length || row.Min() < 0))
        {
            throw new RunFolderException(
                $"{path}: expected one row of channels and a side per block, all of one length, none negative. " +
                "Restore the file.");
        }

        var scales = ScalesOf(runFolder, path, rows[0].Length - 1);
        return new RunAllocation(BlocksOf(rows), scales, [.. rows.Select(row => row[^1])]);
    }

    private static List<BlockAllocation> BlocksOf(int[][] rows)
    {
        var blocks = new List<BlockAllocation>();
        var stage = 0;
        for (var index = 0; index < rows.Length; index++)
        {
            stage += index == 0 || rows[index][^1] != rows[index - 1][^1] ? 1 : 0;
            blocks.Add(new BlockAllocation(
                (index + 1).ToString(CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"Stage {stage}"),
                rows[index][..^1]));
        }

        return blocks;
    }

    private static int[] ScalesOf(string runFolder, string structurePath, int count)
    {
        var path = RunLayout.PathOf(runFolder, RunLayout.NetworkFile);
        if (File.Exists(path))
        {
            var network = Parse<JsonElement>(path);
            if (network.ValueKind == JsonValueKind.Object
                && network.TryGetProperty(ScalesProperty, out var property)
                && property.ValueKind != JsonValueKind.Null)
            {
                return NamedScales(property, path, count);
            }
        }

        return count == ReferenceScales.Length
            ? ReferenceScales
            : throw new RunFolderException(
                $"{structurePath}: {count} scales, and {RunLayout.NetworkFile} does not name them. " +
                $"Add \"{ScalesProperty}\" there.");
    }

    private static int[] NamedScales(JsonElement property, string path, int count)
    {
        var scales = property.ValueKind == JsonValueKind.Array
            ? property.EnumerateArray().Select(item => IntegerOrNull(item)).ToList()
            : [];
        return scales.Count == count && scales.All(scale => scale > 0)
            ? [.. scales.OfType<int>()]
            : throw new RunFolderException(
                $"{path} $.{ScalesProperty}: got {property}, expected {count} positive integers, " +
                "one per structure column. Mend it.");
    }

    private static int? IntegerOrNull(JsonElement item) =>
        item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var value) ? value : null;

    private static T Parse<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path))
                ?? throw new RunFolderException($"{path}: got null, expected a value. Restore the file.");
        }
        catch (JsonException error)
        {
            throw new RunFolderException(
                $"{path}: not the expected JSON ({error.Message.ReplaceLineEndings(" ")}) Restore the file.", error);
        }
    }
}
