using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Specs;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Networks;

namespace ScaleNet.Cli.Commands;

/// <summary>The options that say of a bare structure file what it does not say itself.</summary>
internal sealed class StructureOptionSet
{
    private readonly Option<ImmutableArray<int>> _scales = new("--scales")
    {
        Description = "structure files: the down-sampling factors (default: 1,2,4,7,14,28 cut to the row's length)",
        CustomParser = Values.Integers,
    };

    private readonly Option<StemKind> _stem = new("--stem")
    {
        Description = "structure files: what stands before the first stage (default: imageNet)",
        HelpName = "imageNet|small",
        CustomParser = ParseStem,
    };

    private readonly Option<int> _planes = new("--planes")
    {
        Description = "structure files: planes of the first stage (default: 64)",
        CustomParser = Values.Integer(1),
    };

    private IEnumerable<Option> All => [_scales, _stem, _planes];

    public void AddTo(Command command) => command.AddAll(All);

    /// <summary>The options as given.</summary>
    public StructureOptions Bind(ParseResult parsed)
    {
        var defaults = new StructureOptions();
        return defaults with
        {
            Scales = parsed.Given(_scales),
            Stem = parsed.Given(_stem) ?? defaults.Stem,
            FirstPlanes = parsed.Given(_planes) ?? defaults.FirstPlanes,
        };
    }

    /// <summary>Refuses the options for a network that says all of it itself: they would be without effect.</summary>
    public void RequireUse(ParseResult parsed, NamedNetwork network)
    {
        var isStructure = !network.IsFromCatalog && File.Exists(network.Source)
            && File.ReadAllText(network.Source).AsSpan().TrimStart() is ['[', ..];
        if (!isStructure && All.FirstOrDefault(parsed.IsGiven) is { } given)
        {
            throw new SpecException(
                $"{given.Name}: only for a bare structure file; {network.Source} says it itself. Leave the option out.");
        }
    }

    private static StemKind ParseStem(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Enum.TryParse<StemKind>(text, ignoreCase: true, out var stem) && Enum.IsDefined(stem) && !char.IsDigit(text[0]))
        {
            return stem;
        }

        result.AddError($"--stem: got '{text}', expected imageNet or small.");
        return default;
    }
}
