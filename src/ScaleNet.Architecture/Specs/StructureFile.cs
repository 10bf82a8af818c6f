using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace ScaleNet.Architecture.Specs;

/// <summary>The reference's structure format: a JSON row a block, the channels of every scale and then the map's side.</summary>
/// <remarks>Source: structures/*.json of the release. The side is derivable, and checked.</remarks>
public static class StructureFile
{
    private const int ReferenceStemChannels = 64;
    private const int ImageNetReduction = 4;

    // For four scales the published list; the others continue or cut it: our choice, the release has only four.
    private static readonly ImmutableArray<int> DefaultScales = [1, 2, 4, 7, 14, 28];

    /// <summary>The structure of a network.</summary>
    public static string Write(ScaleNetSpec spec)
    {
        var sides = spec.StageSides();
        var rows = spec.Stages.SelectMany((stage, index) =>
            stage.Blocks.Select(block => $"[{string.Join(", ", block.Add(sides[index]))}]"));
        return new StringBuilder("[").AppendJoin(", ", rows).Append("]\n").ToString();
    }

    /// <summary>
    /// A network from a bare structure: blocks of one side form a stage, the first stage has
    /// <see cref="StructureOptions.FirstPlanes"/> planes, and every stage doubles them, as in the published networks.
    /// </summary>
    /// <exception cref="SpecException">Not JSON, wrong rows, or sides that no network has.</exception>
    public static ScaleNetSpec Read(string json, string source, StructureOptions options)
    {
        var rows = Rows(json, source);
        CheckRows(rows, source);
        var stages = Stages(rows, source, options.FirstPlanes);
        var side = rows[0][^1];
        var scales = options.Scales ?? DefaultScales[..(rows[0].Length - 1)];
        var spec = new ScaleNetSpec
        {
            Name = options.Name ?? Path.GetFileNameWithoutExtension(source),
            Stem = options.Stem,
            StemChannels = options.Stem == StemKind.ImageNet ? ReferenceStemChannels : options.FirstPlanes,
            InputChannels = options.InputChannels,
            Resolution = options.Stem == StemKind.ImageNet ? side * ImageNetReduction : side,
            Classes = options.Classes,
            Scales = scales,
            Stages = stages,
        };
        SpecValidator.Require(spec, source);
        return spec;
    }

    private static int[][] Rows(string json, string source)
    {
        try
        {
            return JsonSerializer.Deserialize(json, JsonTypes.Of<int[][]>(SpecJson.StrictOptions))
                ?? throw new SpecException($"{source}: is null, expected rows [c1, c2, ..., side]");
        }
        catch (JsonException exception)
        {
            throw new SpecException(
                $"{source}: is not a structure file: {exception.Message.ReplaceLineEndings(" ")} " +
                "Expected an array of rows [c1, c2, ..., side] of whole numbers.",
                exception);
        }
    }

    private static void CheckRows(int[][] rows, string source)
    {
        if (rows.Length == 0)
        {
            throw new SpecException($"{source}: has no rows, expected one a block");
        }

        var problems = new SpecProblems();
        for (var i = 0; i < rows.Length; i++)
        {
            var scales = (rows[i]?.Length ?? 0) - 1;
            if (rows[i] is null || scales is < ScaleNetSpec.FewestScales or > ScaleNetSpec.MostScales)
            {
                problems.Add($"$[{i}]", $"got {scales} scales and a side, expected {ScaleNetSpec.FewestScales} to {ScaleNetSpec.MostScales}");
            }
            else if (scales != rows[0].Length - 1)
            {
                problems.Add($"$[{i}]", $"got {scales} scales, the first row has {rows[0].Length - 1}");
            }
            else if (rows[i].Any(value => value < 0) || rows[i][..^1].Sum(value => (long)value) == 0 || rows[i][^1] == 0)
            {
                problems.Add($"$[{i}]", $"got [{string.Join(", ", rows[i])}], expected counts of 0 or more with a positive total, and a positive side");
            }
            else if (rows[i][^1] > SpecValidator.MostSide)
            {
                problems.Add($"$[{i}]", $"got a side of {rows[i][^1]}, expected at most {SpecValidator.MostSide}");
            }
        }

        if (problems.All.Count > 0)
        {
            throw new SpecException($"{source}: {string.Join("; ", problems.All)}.");
        }
    }

    private static ImmutableArray<ScaleNetStage> Stages(int[][] rows, string source, int planes)
    {
        var stages = ImmutableArray.CreateBuilder<ScaleNetStage>();
        var start = 0;
        for (var i = 1; i <= rows.Length; i++)
        {
            if (i < rows.Length && rows[i][^1] == rows[start][^1])
            {
                continue;
            }

            if (i < rows.Length && rows[i][^1] != rows[start][^1] / 2)
            {
                throw new SpecException(
                    $"{source}: $[{i}]: side {rows[i][^1]} after {rows[start][^1]}, expected the same or {rows[start][^1] / 2}.");
            }

            stages.Add(new ScaleNetStage(
                planes, [.. rows[start..i].Select(row => ImmutableArray.Create(row.AsSpan()[..^1]))]));
            planes = Math.Min(planes, SpecValidator.MostChannels) * 2; // beyond the limit the validator refuses it
            start = i;
        }

        return stages.ToImmutable();
    }
}
