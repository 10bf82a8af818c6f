using ScaleNet.Architecture;
using ScaleNet.Architecture.Weights;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Networks;

/// <summary>Finds the network and the weights that an export or a prediction is made of. Nothing here computes, so libtorch is not loaded.</summary>
internal static class ExportSource
{
    /// <summary>The weights of a run, with its preprocessing and its names of classes.</summary>
    /// <param name="folder">What the user wrote.</param>
    /// <param name="choice">Which weights of the run.</param>
    /// <param name="notes">What the user should know.</param>
    /// <exception cref="SpecException">The word is a network without weights.</exception>
    public static ExportedNetwork OfRun(string folder, CheckpointChoice choice, out IReadOnlyList<string> notes)
    {
        if (!Directory.Exists(folder))
        {
            var network = NetworkSource.Find(folder, new());
            throw new SpecException($"{network.Source}: has no weights. Add --weights FILE, or --random for weights that know nothing.");
        }

        var run = TrainedRun.Open(folder, choice);
        notes = run.Notes;
        return Of(run);
    }

    /// <summary>What an open run says of its network.</summary>
    public static ExportedNetwork Of(TrainedRun run) => new(run.Spec, run.Weights, run.WeightsPath)
    {
        Preprocessing = run.Preprocessing,
        ClassNames = run.ClassNames,
    };

    /// <summary>A network with the weights of a file, whoever saved them.</summary>
    /// <param name="word">The network.</param>
    /// <param name="file">The file.</param>
    /// <param name="notes">What the user should know: keys that were mapped.</param>
    public static ExportedNetwork OfFile(string word, string file, out IReadOnlyList<string> notes)
    {
        var spec = NetworkSource.Find(word, new()).Spec;
        var weights = PublishedWeights.Read(file, spec);
        notes = weights.Notes;
        return new ExportedNetwork(spec, weights.File, file);
    }

    /// <summary>A network with the weights that a training starts from.</summary>
    public static ExportedNetwork Random(string word, int seed)
    {
        var spec = NetworkSource.Find(word, new()).Spec;
        return new ExportedNetwork(spec, InitialWeights.Create(spec.Lower(), seed), $"random weights of seed {seed}");
    }

    /// <summary>Reads a file like a run's <c>preprocessing.json</c>.</summary>
    public static Preprocessing ReadPreprocessing(string path) => Preprocessing.FromJson(File.ReadAllText(path), path);
}
