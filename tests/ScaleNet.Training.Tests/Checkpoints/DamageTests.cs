using System.Security.Cryptography;
using ScaleNet.Architecture.Weights;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;
using ScaleNet.Training.Tests.Runs;

namespace ScaleNet.Training.Tests.Checkpoints;

/// <summary>No damage to a checkpoint's files goes unnoticed, and none makes a run take tensors that are not its own.</summary>
[Trait("Tier", "slow")]
public sealed class DamageTests : IDisposable
{
    private const int Damages = 1000;
    private const string Newest = "epoch-0002";

    private static readonly string[] Suffixes = [".safetensors", ".momentum.safetensors", ".ema.safetensors", ".json"];

    private readonly TemporaryFolder _folder = new();

    private ClassificationJob Job => Tiny.Job(_folder.In("run")) with
    {
        Recipe = Tiny.Recipe with { Epochs = 3, Ema = new WeightAverage { Decay = 0.9 } },
    };

    private CheckpointStore Store => new(Job.RunFolder, new DiskWriter());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_flipped_bit_and_every_cut_is_noticed_and_the_checkpoint_before_taken()
    {
        Tiny.TrainUntil(Job, epoch: 3, batch: 1);
        File.Delete(RunFiles.Checkpoint(Job.RunFolder, "epoch-0003-batch-000001.json"));
        var expected = Tensors(Store.FindNewest(withMomentum: true, [])!);
        Damage(".json", file => file[..^1], () => expected = [.. expected, .. Tensors(Store.FindNewest(withMomentum: true, [])!)]);
        Assert.Equal(2 * 3, expected.Length); // of both checkpoints: weights, momentum, average
        var random = new Random(1);

        for (var damage = 0; damage < Damages; damage++)
        {
            var suffix = Suffixes[random.Next(Suffixes.Length)];
            var what = $"damage {damage}";
            Damage(suffix, file => Spoil(file, random, ref what), () => RequireOlder(suffix, what, expected));
        }

        var notes = new List<string>();
        Assert.Equal(2, Store.FindNewest(withMomentum: true, notes)!.State.Epoch);
        Assert.Empty(notes);
    }

    [Fact]
    public void A_run_whose_newest_checkpoints_lost_a_bit_each_ends_with_the_same_bits()
    {
        Tiny.Train(Job with { RunFolder = _folder.In("straight") });
        Tiny.TrainUntil(Job, epoch: 3, batch: 1);
        RunFiles.FlipBit(RunFiles.Checkpoint(Job.RunFolder, "epoch-0003-batch-000001.ema.safetensors"));
        RunFiles.FlipBit(RunFiles.Checkpoint(Job.RunFolder, Newest + ".json"));

        var recorder = new Recorder();
        Tiny.Train(Job with { Mode = RunMode.Resume }, recorder);

        Assert.Equal((2, 2), (recorder.Start!.Notes.Count, recorder.Start.FirstEpoch));
        RunFiles.AssertSame(_folder.In("straight"), Job.RunFolder, epoch: 3);
    }

    private void RequireOlder(string suffix, string what, string[] expected)
    {
        var notes = new List<string>();
        var found = Store.FindNewest(withMomentum: true, notes);

        Assert.True(found?.State.Epoch == 1, $"{what} of {suffix}: not noticed");
        var note = Assert.Single(notes);
        Assert.StartsWith($"checkpoint {Newest} is damaged and was passed over: ", note, StringComparison.Ordinal);
        Assert.Contains(RunFiles.Checkpoint(Job.RunFolder, Newest + suffix), note, StringComparison.Ordinal);
        Assert.Equal(expected[3..], Tensors(found!));

        // Who only evaluates does not need the momentum, and gets right tensors in any case.
        var weights = Store.FindNewest(withMomentum: false, [])!;
        var isWhole = suffix == ".momentum.safetensors";
        Assert.Equal(isWhole ? 2 : 1, weights.State.Epoch);
        Assert.Equal(expected[isWhole ? 0 : 3], Hash(weights.Weights));
    }

    private void Damage(string suffix, Func<byte[], byte[]> spoil, Action check)
    {
        var path = RunFiles.Checkpoint(Job.RunFolder, Newest + suffix);
        var good = File.ReadAllBytes(path);
        File.WriteAllBytes(path, spoil(good));
        check();
        File.WriteAllBytes(path, good);
    }

    private static byte[] Spoil(byte[] file, Random random, ref string what)
    {
        if (random.Next(2) == 0)
        {
            var length = random.Next(file.Length);
            what += $": cut to {length} bytes";
            return file[..length];
        }

        var bit = random.Next(8 * file.Length);
        what += $": bit {bit} flipped";
        var spoiled = (byte[])file.Clone();
        spoiled[bit / 8] ^= (byte)(1 << (bit % 8));
        return spoiled;
    }

    private static string[] Tensors(Checkpoint checkpoint) =>
        [Hash(checkpoint.Weights), Hash(checkpoint.Momentum!), Hash(checkpoint.Average!)];

    private static string Hash(WeightFile file)
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, file);
        return Convert.ToHexString(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
    }
}
