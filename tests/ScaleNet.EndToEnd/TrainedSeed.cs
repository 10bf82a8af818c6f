[assembly: AssemblyFixture(typeof(ScaleNet.EndToEnd.TrainedSeed))]

namespace ScaleNet.EndToEnd;

/// <summary>A seed that was trained once, for a moment only, and that every test may read but not change.</summary>
public sealed class TrainedSeed : IDisposable
{
    /// <summary>Options of a training that is over in seconds.</summary>
    public const string Briefly = "--data embedded --recipe fashion-quick --epochs 2 --batch-size 16 --limit-batches 3 --threads 1";

    private readonly WorkFolder _folder = new();

    public TrainedSeed()
    {
        Log = _folder.Run($"seed --name seed1 --depth 11 --width 4 {Briefly}").Succeeded().Log;
    }

    /// <summary>What the tool said meanwhile.</summary>
    public string Log { get; }

    /// <summary>The run folder.</summary>
    public string Path => _folder.At("runs", "seed1");

    /// <summary>A folder with a copy of the run, to change.</summary>
    internal WorkFolder Copy()
    {
        var copy = new WorkFolder();
        copy.Copy(Path, System.IO.Path.Combine("runs", "seed1"));
        return copy;
    }

    public void Dispose() => _folder.Dispose();
}
