using System.CommandLine;
using ScaleNet.Cli.Output;
using ScaleNet.Data.Detection;

namespace ScaleNet.Cli.Commands.Detect;

/// <summary>The options that say which images a detector sees.</summary>
internal sealed class DetectionDataOptions
{
    private const string Train = "train";
    private const string Validation = "val";

    private readonly Option<string> _data = new("--data")
    {
        Description = "a folder in COCO's layout: annotations/instances_PART.json, and the images in PART; `scalenet scenes` makes one",
        HelpName = "FOLDER",
        Required = true,
    };

    private readonly Option<string> _train = new("--train-part")
    {
        Description = "the part that is learned from, or how its name begins",
        HelpName = "PART",
        DefaultValueFactory = _ => Train,
    };

    private readonly Option<string> _test = new("--val-part")
    {
        Description = "the part that it is measured on, or how its name begins",
        HelpName = "PART",
        DefaultValueFactory = _ => Validation,
    };

    public DetectionDataOptions() => _data.Aliases.Add("--data-dir");

    /// <summary>Those of a verb that trains.</summary>
    public IReadOnlyList<Option> ForTraining => [_data, _train, _test];

    /// <summary>Those of a verb that measures.</summary>
    public IReadOnlyList<Option> ForTest => [_data, _test];

    /// <summary>The folder as it was given.</summary>
    public string FolderOf(ParseResult parsed) => parsed.GetRequiredValue(_data);

    /// <summary>Both parts; of the first, the images in which something is to be found.</summary>
    /// <exception cref="Data.DatasetException">A part is not there, or a file of it is missing or unsound.</exception>
    /// <exception cref="Evaluation.Coco.CocoException">Annotations are not as COCO has them; the message names the item.</exception>
    public DetectionData Load(ParseResult parsed)
    {
        var root = FolderOf(parsed);
        var train = CocoDataset.OpenPart(root, parsed.GetRequiredValue(_train)).WithTargets();
        var test = LoadTest(parsed);
        var leftOut = train.LeftOut > 0 ? $", {Numbers.Count(train.LeftOut)} without an object left out" : "";
        return new DetectionData
        {
            Train = train,
            Test = test,
            Source = $"{root}: {Numbers.Count(train.Count)} training images{leftOut}, {Numbers.Count(test.Count)} test images, "
                + $"{Numbers.Count(train.ClassNames.Count)} categories",
        };
    }

    /// <summary>The part to measure on.</summary>
    /// <inheritdoc cref="Load"/>
    public CocoDataset LoadTest(ParseResult parsed) => CocoDataset.OpenPart(FolderOf(parsed), parsed.GetRequiredValue(_test));
}
