using ScaleNet.Architecture;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Weights;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Modeling;
using ScaleNet.Training.Tasks;

namespace ScaleNet.Training.Runs;

/// <summary>The weights from which the training of a detector starts: those of a whole detector, or of its backbone alone.</summary>
/// <param name="Path">The file that the weights come from, in full.</param>
/// <param name="Weights">The tensors under the detector's keys.</param>
/// <param name="Notes">What the user should know, a line each.</param>
public sealed record DetectorStart(string Path, WeightFile Weights, IReadOnlyList<string> Notes) : IStartingWeights
{
    /// <summary>Reads a weight file of any known format, or the chosen checkpoint of a run folder: of a detector, or of a classifier.</summary>
    /// <param name="path">The file or the folder.</param>
    /// <param name="spec">The detector that will be trained.</param>
    /// <exception cref="CheckpointException">The weights are neither of this detector nor of its backbone; lists all keys that are wrong.</exception>
    /// <exception cref="RunFolderException">A folder that is no run, or holds no good checkpoint.</exception>
    public static DetectorStart Read(string path, FasterRcnnSpec spec)
    {
        if (!Directory.Exists(path))
        {
            return Fit(WeightReader.Read(path), spec, System.IO.Path.GetFullPath(path));
        }

        if (RunInfo.Read(path).Kind == RunKind.Detection)
        {
            var detector = TrainedDetector.Open(path);
            var fitted = Fit(detector.Weights, spec, System.IO.Path.GetFullPath(detector.WeightsPath));
            return fitted with { Notes = [.. detector.Notes, .. fitted.Notes] };
        }

        var run = TrainedRun.Open(path);
        var start = Fit(run.Weights, spec, System.IO.Path.GetFullPath(run.WeightsPath));
        return start with { Notes = [.. run.Notes, .. start.Notes] };
    }

    void IStartingWeights.Apply(IReadOnlyList<GraphModule> parts) => ModuleState.LoadSome(parts, Weights, Path);

    // A detector's file is told by what only a detector has.
    private static DetectorStart Fit(WeightFile file, FasterRcnnSpec spec, string source)
    {
        var isDetector = file.Tensors.Keys.Any(key => key.Contains("rpn.head.", StringComparison.Ordinal));
        var fitted = isDetector ? PublishedWeights.Fit(file, spec, source) : BackboneWeights.Fit(file, spec, source);
        return new DetectorStart(source, fitted.File, fitted.Notes);
    }
}
