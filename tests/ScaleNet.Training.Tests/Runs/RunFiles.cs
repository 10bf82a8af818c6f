using ScaleNet.Architecture.Weights;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Checkpoints;

namespace ScaleNet.Training.Tests.Runs;

/// <summary>Looks into run folders, and spoils what is in them.</summary>
internal static class RunFiles
{
    /// <summary>The files of a run folder, relative, in order.</summary>
    public static IEnumerable<string> Names(string runFolder) => Directory
        .EnumerateFiles(runFolder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(runFolder, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    public static string Checkpoint(string runFolder, string name) =>
        Path.Combine(RunLayout.CheckpointsPath(runFolder), name);

    /// <summary>Asserts that two runs have the same tensors at the end of an epoch, and measured the same up to there.</summary>
    public static void AssertSame(string one, string two, int epoch)
    {
        foreach (var file in new[] { $"epoch-{epoch:D4}.safetensors", $"epoch-{epoch:D4}.momentum.safetensors" })
        {
            Assert.Equal(File.ReadAllBytes(Checkpoint(one, file)), File.ReadAllBytes(Checkpoint(two, file)));
        }

        var average = $"epoch-{epoch:D4}.ema.safetensors";
        Assert.Equal(File.Exists(Checkpoint(one, average)), File.Exists(Checkpoint(two, average)));
        if (File.Exists(Checkpoint(one, average)))
        {
            Assert.Equal(File.ReadAllBytes(Checkpoint(one, average)), File.ReadAllBytes(Checkpoint(two, average)));
        }

        Assert.Equal(WithoutTiming(one), WithoutTiming(two));
    }

    /// <summary>Flips one bit in the middle of a file.</summary>
    public static void FlipBit(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>Cuts a file short.</summary>
    public static void Truncate(string path)
    {
        using var stream = File.OpenWrite(path);
        stream.SetLength(stream.Length - 1);
    }

    /// <summary>Makes a weight of a checkpoint infinite, as if it had been saved so.</summary>
    public static void PoisonWeights(string runFolder, string name)
    {
        var store = new CheckpointStore(runFolder, new DiskWriter());
        var checkpoint = store.FindNewest(withMomentum: true, [])!;
        Assert.EndsWith(name + ".safetensors", checkpoint.WeightsPath, StringComparison.Ordinal);
        var weights = checkpoint.Weights.Tensors.Select(pair => pair.Key == "fc.bias"
            ? KeyValuePair.Create(pair.Key, WeightTensor.FromFloat32(
                [.. Enumerable.Repeat(float.PositiveInfinity, (int)pair.Value.ElementCount)], [.. pair.Value.Shape]))
            : pair);
        store.Write(checkpoint.State, new CheckpointTensors(new WeightFile(weights), checkpoint.Momentum!, checkpoint.Average));
    }

    private static IEnumerable<EpochMetrics> WithoutTiming(string runFolder) =>
        MetricsLog.Read(runFolder).Select(metrics => metrics with { Seconds = 0, ImagesPerSecond = 0 });
}
