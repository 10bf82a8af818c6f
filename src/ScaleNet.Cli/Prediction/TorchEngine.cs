using ScaleNet.Cli.Steps;
using ScaleNet.Deployment.Export;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Prediction;

/// <summary>Loads libtorch when it is first asked.</summary>
internal sealed class TorchEngine : ITorchEngine
{
    public IPictureClassifier Open(ExportedNetwork network, int threads)
    {
        TorchThreads.Use(threads);
        return new TorchPictureClassifier(network);
    }

    public IPictureDetector Open(TrainedDetector run, int threads)
    {
        TorchThreads.Use(threads);
        return new TorchPictureDetector(run.CreateDetector(), run.Categories);
    }
}
