using System.Globalization;
using System.Text.Json;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Reporting.Reports;

/// <summary>How the structure of an allocation was chosen, from <c>allocation.json</c>.</summary>
internal static class AllocationFacts
{
    private const double NanosecondsPerMillisecond = 1e6;

    /// <summary>Policy, budget, what was reached and what one step more would cost; none where there is no such file.</summary>
    /// <exception cref="RunFolderException">The file is not as expected.</exception>
    public static IReadOnlyList<(string Name, string Value)> Read(string runFolder)
    {
        var path = RunLayout.PathOf(runFolder, RunLayout.AllocationFile);
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Facts(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new RunFolderException(
                $"{path}: not the expected JSON ({error.Message.ReplaceLineEndings(" ").TrimEnd('.')}). Restore the file.", error);
        }
    }

    private static List<(string Name, string Value)> Facts(JsonElement record)
    {
        var kind = Enum.Parse<CostKind>(record.GetProperty("budgetKind").GetString()!, ignoreCase: true);
        var next = record.GetProperty("nextCost");
        var gap = record.GetProperty("gap").GetDouble();
        return
        [
            ("Policy", record.GetProperty("policy").GetString()!),
            ("Budget", $"{Cost(kind, record.GetProperty("budget").GetInt64())}: {record.GetProperty("budgetOrigin").GetString()}"),
            ("Reached", $"{Cost(kind, record.GetProperty("costReached").GetInt64())}, {NumberText.Percent(gap)} below the budget"),
            ("One neuron more would cost", next.ValueKind == JsonValueKind.Null ? NumberText.None : Cost(kind, next.GetInt64())),
        ];
    }

    private static string Cost(CostKind kind, long amount) => kind switch
    {
        CostKind.Macs => $"{NumberText.Count(amount)} MACs",
        CostKind.Parameters => $"{NumberText.Count(amount)} parameters",
        _ => string.Create(CultureInfo.InvariantCulture, $"{amount / NanosecondsPerMillisecond:F3} ms"),
    };
}
