using ScaleNet.Rules.Tests;

namespace ScaleNet.Guides;

/// <summary>A page of <c>docs/guides</c> and the code in it.</summary>
internal static class Guide
{
    private const string Fence = "```";
    private const string RegionStart = "#region guide";
    private const string RegionEnd = "#endregion";

    /// <summary>The blocks of a language, each as its lines.</summary>
    public static IReadOnlyList<string> Blocks(string guide, string language)
    {
        var blocks = new List<string>();
        List<string>? block = null;
        foreach (var line in Repository.Read($"docs/guides/{guide}.md").Split('\n'))
        {
            if (block is not null && line == Fence)
            {
                blocks.Add(string.Join('\n', block));
                block = null;
            }
            else if (block is not null)
            {
                block.Add(line);
            }
            else if (line == Fence + language)
            {
                block = [];
            }
        }

        return blocks;
    }

    /// <summary>The code between a snippet's marks, as it stands in the guide: without indentation, an empty line between two regions.</summary>
    public static string Snippet(string name)
    {
        var regions = new List<string>();
        List<string>? region = null;
        var indentation = 0;
        foreach (var line in Repository.Read($"tests/ScaleNet.Guides/Snippets/{name}.cs").Split('\n'))
        {
            if (line.Trim() == RegionStart)
            {
                region = [];
                indentation = line.IndexOf('#', StringComparison.Ordinal);
            }
            else if (line.Trim() == RegionEnd)
            {
                regions.Add(string.Join('\n', region!));
                region = null;
            }
            else
            {
                region?.Add(line.Length > indentation ? line[indentation..] : "");
            }
        }

        return string.Join("\n\n", regions);
    }
}
