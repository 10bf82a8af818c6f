using System.Text.Json;

namespace ScaleNet.Architecture.Specs;

/// <summary>Refuses a null inside an array, which the serialiser lets through: nullable annotations reach properties only.</summary>
internal static class NullElements
{
    /// <summary>Throws one exception that lists every such null with its JSON path.</summary>
    public static void Refuse(string json, string source)
    {
        using var document = JsonDocument.Parse(json);
        var problems = new SpecProblems();
        Collect(document.RootElement, "$", problems);
        if (problems.All.Count > 0)
        {
            throw new SpecException($"{source}: {string.Join("; ", problems.All)}.");
        }
    }

    private static void Collect(JsonElement element, string path, SpecProblems problems)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                Collect(property.Value, $"{path}.{property.Name}", problems);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var (index, item) in element.EnumerateArray().Index())
            {
                var itemPath = $"{path}[{index}]";
                if (item.ValueKind == JsonValueKind.Null)
                {
                    problems.Add(itemPath, "is null");
                }

                Collect(item, itemPath, problems);
            }
        }
    }
}
