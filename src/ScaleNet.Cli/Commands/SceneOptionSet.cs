using System.CommandLine;
using ScaleNet.Architecture;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Data.Scenes;

namespace ScaleNet.Cli.Commands;

/// <summary>The options that say what scenes are made.</summary>
internal sealed class SceneOptionSet
{
    private static readonly DetectionSceneSettings Usual = new();

    private readonly Option<int> _train = SharedOptions.Integer("--train", 0, $"images to train (default: {Usual.TrainImages})");
    private readonly Option<int> _validation = SharedOptions.Integer("--val", 0, $"images to evaluate (default: {Usual.ValidationImages})");
    private readonly Option<int> _seed = SharedOptions.Integer("--seed", 0, $"determines all images (default: {Usual.Seed})");
    private readonly Option<ImageSides> _size = new("--img-size")
    {
        Description = "height and width in pixels; each, or one for both, is a number or a range from which every image's side is drawn (default: 256)",
        HelpName = "HxW",
        CustomParser = Ranges.Sides(DetectionSceneSettings.LeastSide, DetectionSceneSettings.MostSide),
    };

    private readonly Option<CountRange> _objects = new("--objects")
    {
        Description = $"garments of an image that is not empty (default: {Usual.Objects.Least}-{Usual.Objects.Most})",
        HelpName = "MIN-MAX",
        CustomParser = Ranges.Whole(1, DetectionSceneSettings.MostThings),
    };

    private readonly Option<CountRange> _clutter = new("--clutter")
    {
        Description = $"pieces of garments that are not to be found (default: {Usual.Clutter.Least}-{Usual.Clutter.Most})",
        HelpName = "MIN-MAX",
        CustomParser = Ranges.Whole(0, DetectionSceneSettings.MostThings),
    };

    private readonly Option<ShareRange> _sizes = new("--object-size")
    {
        Description = FormattableString.Invariant(
            $"long side of a garment as a share of the image's shorter side, at least 12 pixels (default: {Usual.LeastSize}-{Usual.MostSize})"),
        HelpName = "MIN-MAX",
        CustomParser = Ranges.Shares,
    };

    private readonly Option<double> _visible = new("--visible")
    {
        Description = FormattableString.Invariant($"share of each garment that is seen at least (default: {Usual.LeastVisible})"),
        HelpName = "SHARE",
        CustomParser = Values.Number(value => value is > 0 and <= 1, "a number above 0 and at most 1, such as 0.4"),
    };

    private readonly Option<double> _empty = Share("--empty", "share of images without garments", Usual.EmptyShare);
    private readonly Option<double> _crowds = Share("--crowds", "share of images with a crowd (iscrowd 1)", Usual.CrowdShare);
    private readonly Option<SceneFormat> _format = new("--format")
    {
        Description = "png or jpg (default: png)",
        HelpName = "png|jpg",
        CustomParser = result => Values.Word(result, ("png", SceneFormat.Png), ("jpg", SceneFormat.Jpeg)),
    };

    private readonly Option<int> _quality = new("--quality")
    {
        Description = $"quality of JPEGs (default: {Usual.Quality})",
        HelpName = "Q",
        CustomParser = Values.Integer(1, DetectionSceneSettings.BestQuality),
    };

    /// <summary>All, in the order of the help.</summary>
    public IEnumerable<Option> All => [_train, _validation, _size, _objects, _sizes, _visible, _clutter, _empty, _crowds, _format, _quality, _seed];

    /// <summary>What the user asks for.</summary>
    /// <exception cref="SpecException">Options do not go together.</exception>
    public DetectionSceneSettings Read(ParseResult parsed)
    {
        var format = parsed.Given(_format) ?? Usual.Format;
        if (parsed.IsGiven(_quality) && format != SceneFormat.Jpeg)
        {
            throw new SpecException("--quality: got it without --format jpg, and PNG files keep every level. Leave it out, or give --format jpg.");
        }

        var settings = Usual with
        {
            TrainImages = parsed.Given(_train) ?? Usual.TrainImages,
            ValidationImages = parsed.Given(_validation) ?? Usual.ValidationImages,
            Seed = parsed.Given(_seed) ?? Usual.Seed,
            Objects = parsed.Given(_objects) ?? Usual.Objects,
            Clutter = parsed.Given(_clutter) ?? Usual.Clutter,
            LeastVisible = parsed.Given(_visible) ?? Usual.LeastVisible,
            EmptyShare = parsed.Given(_empty) ?? Usual.EmptyShare,
            CrowdShare = parsed.Given(_crowds) ?? Usual.CrowdShare,
            Format = format,
            Quality = parsed.Given(_quality) ?? Usual.Quality,
        };
        settings = parsed.Given(_size) is { } sides ? settings with { Height = sides.Height, Width = sides.Width } : settings;
        settings = parsed.Given(_sizes) is { } shares ? settings with { LeastSize = shares.Least, MostSize = shares.Most } : settings;
        return settings.TrainImages + (long)settings.ValidationImages > 0
            ? settings
            : throw new SpecException("--train and --val: got 0 of both, expected images of at least one part. Raise one.");
    }

    private static Option<double> Share(string name, string description, double usual) => new(name)
    {
        Description = FormattableString.Invariant($"{description} (default: {usual})"),
        HelpName = "SHARE",
        CustomParser = Values.Number(value => value is >= 0 and <= 1, "a number from 0 to 1, such as 0.05"),
    };
}
