using ScaleNet.Architecture;
using ScaleNet.Deployment.Export;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Prediction;

/// <summary>Predicts with libtorch. A program without libtorch has none, and nothing of TorchSharp is reached from its verbs.</summary>
internal interface ITorchEngine
{
    /// <summary>A classifier, which the caller owns.</summary>
    IPictureClassifier Open(ExportedNetwork network, int threads);

    /// <summary>A detector, which the caller owns.</summary>
    IPictureDetector Open(TrainedDetector run, int threads);

    /// <summary>The engine of a program that should have one.</summary>
    /// <exception cref="SpecException">It has none.</exception>
    static ITorchEngine Require(ITorchEngine? engine) => engine
        ?? throw new SpecException("--engine: got torch, and this program has no libtorch. Leave --engine out, or use scalenet.");
}
