using ScaleNet.Deployment.Export.Detection;
using ScaleNet.Evaluation.Coco;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Networks;

/// <summary>Finds the detector and the weights that an export or a prediction is made of. Nothing here computes, so libtorch is not loaded.</summary>
internal static class DetectorSource
{
    /// <summary>The weights of a run, with its categories.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="choice">Which weights of the run.</param>
    /// <param name="notes">What the user should know.</param>
    /// <exception cref="RunFolderException">Not the run of a detector, or it does not hold the checkpoint that was chosen.</exception>
    public static ExportedDetector OfRun(string folder, CheckpointChoice choice, out IReadOnlyList<string> notes)
    {
        var run = TrainedDetector.Open(folder, choice);
        notes = run.Notes;
        return new ExportedDetector(
            run.Spec,
            run.Weights,
            run.WeightsPath,
            [.. run.Categories.Select(category => new CocoCategory(category.Id, category.Name))]);
    }
}
