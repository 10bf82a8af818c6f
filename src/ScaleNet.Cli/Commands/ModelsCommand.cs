using System.CommandLine;
using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet models</c>: the catalogue.</summary>
internal static class ModelsCommand
{
    private const string Description =
        "List the networks of the catalogue: cost at their own resolution, and published ImageNet errors (single 224 crop).";

    public static Command Create(CommandContext context)
    {
        var compare = new Option<bool>("--compare")
        {
            Description = "compare how networks make, weigh and merge features of several scales, read from their graphs",
        };
        var json = SharedOptions.Json();
        var command = new Verb("models", Description, "scalenet models", "scalenet models --compare") { compare, json };
        command.SetAction(parsed => parsed.GetValue(compare)
            ? Compare(context, parsed.GetValue(json))
            : List(context, parsed.GetValue(json)));
        return command;
    }

    private static int Compare(CommandContext context, bool isJson)
    {
        var models = ModelComparison.OfCatalog();
        if (isJson)
        {
            JsonOutput.Write(context.Output, models);
        }
        else
        {
            ModelComparison.Write(context.Output, models);
        }

        return ExitCode.Success;
    }

    private static int List(CommandContext context, bool isJson)
    {
        var models = Catalog.All.Select(Describe).ToList();
        if (isJson)
        {
            JsonOutput.Write(context.Output, models);
        }
        else
        {
            WriteTable(context.Output, models);
        }

        return ExitCode.Success;
    }

    private static ModelLine Describe(CatalogEntry entry)
    {
        var spec = entry.Spec;
        var cost = CostModel.Measure(spec.Lower(), spec.Resolution, spec.Resolution);
        return new ModelLine(
            entry.Id, spec.Resolution, spec.InputChannels, spec.Classes, cost.Parameters, cost.Macs,
            entry.Published?.Top1Error, entry.Published?.Top5Error, entry.Published?.Source);
    }

    private static void WriteTable(TextWriter output, List<ModelLine> models)
    {
        var table = new TextTable(
            new("name", IsNumber: false), new("input"), new("parameters"), new("MACs"), new("top-1 error"), new("top-5 error"),
            new("source", IsNumber: false));
        foreach (var model in models)
        {
            table.Add(
                model.Name, FormattableString.Invariant($"{model.InputChannels}x{model.Resolution}x{model.Resolution}"),
                Numbers.Count(model.Parameters), Numbers.Macs(model.Macs),
                Numbers.Percent(model.Top1ErrorPercent / 100), Numbers.Percent(model.Top5ErrorPercent / 100),
                model.Source ?? Numbers.None);
        }

        table.Write(output);
    }

    private sealed record ModelLine(
        string Name, int Resolution, int InputChannels, int Classes, long Parameters, long Macs, double? Top1ErrorPercent,
        double? Top5ErrorPercent, string? Source);
}
