using System.CommandLine;
using ScaleNet.Cli.CommandLine;

namespace ScaleNet.Cli.Commands.Detect;

/// <summary><c>scalenet detect</c>: Faster R-CNN on any backbone of the catalogue.</summary>
internal static class DetectCommand
{
    public static Command Create(CommandContext context) =>
        new Verb(
            "detect", "Find objects: train, evaluate, use and export a Faster R-CNN on any residual backbone of the catalogue.",
            DetectTrainCommand.Example, DetectEvaluateCommand.Example, DetectPredictCommand.Example, DetectExportCommand.Example)
        {
            DetectTrainCommand.Create(context),
            DetectEvaluateCommand.Create(context),
            DetectPredictCommand.Create(context),
            DetectExportCommand.Create(context),
        };
}
