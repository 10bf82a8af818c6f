using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Specs;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Networks;
using ScaleNet.Cli.Output;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet info</c>: what a network is made of and what it costs.</summary>
internal sealed class InfoCommand
{
    private const string Description = "Show a network: its parts, cost, memory and, for a ScaleNet, its neurons per scale.";

    private static readonly string[] Examples =
    [
        "scalenet info scalenet50",
        "scalenet info structure.json --stem small --planes 16 --classes 10 --input-channels 1",
        "scalenet info runs/quickstart/learned --full",
    ];

    private readonly Argument<string> _network = new("MODEL")
    {
        Description = "a name from `scalenet models`, a spec or structure file, or a run folder",
    };

    private readonly Option<int> _input = new("--input", "--size")
    {
        Description = "side of the image in pixels (default: the network's own)",
        CustomParser = Values.Integer(1),
    };

    private readonly Option<int> _classes = new("--classes")
    {
        Description = "catalogue and structure files: number of classes (default: the network's own, or 1000)",
        CustomParser = Values.Integer(1),
    };

    private readonly Option<int> _channels = new("--input-channels")
    {
        Description = "catalogue and structure files: channels of the image (default: the network's own, or 3)",
        CustomParser = Values.Integer(1),
    };

    private readonly Option<bool> _full = new("--full") { Description = "a line for every operation instead of every part" };
    private readonly Option<bool> _json = SharedOptions.Json();
    private readonly StructureOptionSet _structure = new();

    public static Command Create(CommandContext context)
    {
        var info = new InfoCommand();
        var command = new Verb("info", Description, Examples) { info._network, info._input };
        info._structure.AddTo(command);
        command.Add(info._classes);
        command.Add(info._channels);
        command.Add(info._full);
        command.Add(info._json);
        command.SetAction(parsed => info.Run(context, parsed));
        return command;
    }

    private int Run(CommandContext context, ParseResult parsed)
    {
        var spec = Network(parsed);
        var side = parsed.Given(_input) ?? spec.Resolution;
        var graph = spec.Lower();
        var cost = CostModel.Measure(graph, side, side);
        var isFull = parsed.GetValue(_full);
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(context.Output, NetworkSummary.Of(spec, cost, isFull));
        }
        else
        {
            NetworkText.Write(context.Output, spec, cost, isFull ? graph.ToText(side, side) : null);
        }

        return ExitCode.Success;
    }

    private NetworkSpec Network(ParseResult parsed)
    {
        var (classes, channels) = (parsed.Given(_classes), parsed.Given(_channels));
        var options = _structure.Bind(parsed);
        options = options with { Classes = classes ?? options.Classes, InputChannels = channels ?? options.InputChannels };
        var network = NetworkSource.Find(parsed.GetRequiredValue(_network), options);
        _structure.RequireUse(parsed, network);
        var spec = network.Spec;
        if (network.IsFromCatalog)
        {
            return spec with { Classes = classes ?? spec.Classes, InputChannels = channels ?? spec.InputChannels };
        }

        RequireSame(network, _classes, classes, spec.Classes);
        RequireSame(network, _channels, channels, spec.InputChannels);
        return spec;
    }

    private static void RequireSame(NamedNetwork network, Option option, int? asked, int own)
    {
        if (asked is { } value && value != own)
        {
            throw new SpecException(FormattableString.Invariant(
                $"{option.Name}: got {value}, but {network.Source} says {own}. Leave the option out, or change the file."));
        }
    }
}
