using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Networks;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Cli.Commands.Detect;

/// <summary>The options that say which detector is trained.</summary>
internal sealed class DetectorOptions
{
    private const int ColourChannels = 3;

    private readonly Option<string> _model = new("--model")
    {
        Description = "a file with a whole detector, such as a run's network.json, or a run folder; instead of --backbone and what belongs to it",
        HelpName = "DETECTOR.json|RUN",
    };

    private readonly Option<string> _backbone = new("--backbone")
    {
        Description = "the network whose maps are used: a residual one of `scalenet models`, a spec or structure file, or the run of a classifier",
        HelpName = "MODEL",
    };

    private readonly StructureOptionSet _structure = new();

    private readonly Option<DetectorHead> _head = new("--head")
    {
        Description = "a pyramid of maps (fpn, the default), or one map and the last stage as the regions' head (c4)",
        HelpName = "fpn|c4",
        CustomParser = result => Values.Word(result, ("fpn", DetectorHead.Fpn), ("c4", DetectorHead.C4)),
    };

    private readonly Option<ResizeRule> _size = new("--size")
    {
        Description = "short side of the images and limit of the long one, px: 600/1000 and 800/1200 are the published settings (default: 800/1333)",
        HelpName = "SHORT/LONG",
        CustomParser = ParseSize,
    };

    private readonly Option<int> _pyramid = SharedOptions.Integer("--fpn-channels", 1, "channels of the pyramid's maps (default: 256)");
    private readonly Option<int> _width = SharedOptions.Integer("--head-width", 1, "features of the two layers of a pyramid's head (default: 1024)");
    private readonly Option<int> _proposals = SharedOptions.Integer("--proposals", 1, "regions of an image that the head looks at (default: 1000, in training 2000)");

    private Option[] OfBackbone => [_backbone, _head, _size, _pyramid, _width, _proposals];

    public void AddTo(Command command)
    {
        command.AddAll(_model, _backbone);
        _structure.AddTo(command);
        command.AddAll(_head, _size, _pyramid, _width, _proposals);
    }

    /// <summary>The detector for so many classes; null where nothing is said of it.</summary>
    /// <exception cref="SpecException">Options against each other, or no such network.</exception>
    public FasterRcnnSpec? Bind(ParseResult parsed, int classes)
    {
        if (parsed.GetValue(_model) is { } model)
        {
            return OfBackbone.FirstOrDefault(parsed.IsGiven) is { } given
                ? throw new SpecException($"{given.Name}: the detector of --model says it itself. Leave one of them out.")
                : DetectorFile.Read(model);
        }

        if (parsed.GetValue(_backbone) is not { } word)
        {
            return OfBackbone.FirstOrDefault(parsed.IsGiven) is { } given
                ? throw new SpecException($"{given.Name}: belongs to --backbone, which is missing. Give it too.")
                : null;
        }

        var backbone = Backbone(parsed, word);
        var defaults = new ProposalSpec();
        var size = parsed.GetValue(_size) ?? ResizeRule.Torchvision;
        return new FasterRcnnSpec
        {
            Name = $"Faster R-CNN {backbone.Name}",
            Backbone = backbone,
            Classes = classes,
            Head = parsed.Given(_head) ?? DetectorHead.Fpn,
            ShortSide = size.ShortSide,
            LongSide = size.LongSide,
            PyramidChannels = parsed.Given(_pyramid) ?? PyramidChannels,
            Boxes = parsed.Given(_width) is { } width ? new BoxHeadSpec { Width = width } : new BoxHeadSpec(),
            Proposals = parsed.Given(_proposals) is { } kept ? defaults with { Kept = kept, KeptInTraining = 2 * kept } : defaults,
        };
    }

    private const int PyramidChannels = 256; // Lin et al. 2017

    // A detector sees colours; what was trained on others keeps its channels, and the detector says that it does not fit.
    private NetworkSpec Backbone(ParseResult parsed, string word)
    {
        var network = NetworkSource.Find(word, _structure.Bind(parsed));
        _structure.RequireUse(parsed, network);
        return network.IsFromCatalog ? network.Spec with { InputChannels = ColourChannels } : network.Spec;
    }

    private static ResizeRule? ParseSize(ArgumentResult result)
    {
        var parts = result.Tokens[0].Value.Split('/');
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var shortSide) && shortSide > 0
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var longSide) && longSide >= shortSide)
        {
            return new ResizeRule(shortSide, longSide);
        }

        result.AddError($"--size: got '{result.Tokens[0].Value}', expected the short and the long side in px, such as 600/1000.");
        return null;
    }
}
