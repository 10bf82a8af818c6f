using ScaleNet.Architecture.Weights;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Loops;
using ScaleNet.Training.Tests.Runs;

namespace ScaleNet.Training.Tests.Checkpoints;

public sealed class CheckpointStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _notes = [];

    private CheckpointStore Store => new(_folder.Path, new DiskWriter());

    public static TheoryData<string, bool> Damages => new(
        from file in new[] { ".safetensors", ".momentum.safetensors", ".json" }
        from isCut in new[] { false, true }
        select (file, isCut));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_newest_is_found_with_everything_in_it()
    {
        Write(epoch: 1);
        Write(epoch: 2);

        var found = Store.FindNewest(withMomentum: true, _notes)!;

        Assert.Equal((2, 20), (found.State.Epoch, found.State.Step));
        Assert.Equal([2f], found.Weights.Tensors["w"].ToFloat32());
        Assert.Equal([-2f], found.Momentum!.Tensors["w"].ToFloat32());
        Assert.Empty(_notes);
    }

    [Fact]
    public void Three_ends_of_epochs_are_kept()
    {
        for (var epoch = 1; epoch <= 5; epoch++)
        {
            Write(epoch);
        }

        Assert.Equal(
            from epoch in new[] { 3, 4, 5 }
            from suffix in new[] { "json", "momentum.safetensors", "safetensors" }
            select $"checkpoints/epoch-000{epoch}.{suffix}",
            RunFiles.Names(_folder.Path));
    }

    [Fact]
    public void A_checkpoint_in_mid_epoch_is_newer_than_the_epoch_before_and_goes_when_its_epoch_is_done()
    {
        Write(epoch: 1);
        Write(epoch: 2, batches: 3, isEpochDone: false);
        Write(epoch: 2, batches: 7, isEpochDone: false);
        Assert.Equal(7, Store.FindNewest(withMomentum: true, _notes)!.State.Sums.Batches);
        Assert.Equal(6, RunFiles.Names(_folder.Path).Count());

        Write(epoch: 2);
        Assert.DoesNotContain(RunFiles.Names(_folder.Path), name => name.Contains("batch", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_one_is_passed_over_and_named(string suffix, bool isCut)
    {
        Write(epoch: 1);
        Write(epoch: 2);
        var path = RunFiles.Checkpoint(_folder.Path, "epoch-0002" + suffix);
        (isCut ? (Action<string>)RunFiles.Truncate : RunFiles.FlipBit)(path);

        var found = Store.FindNewest(withMomentum: true, _notes)!;

        Assert.Equal(1, found.State.Epoch);
        Assert.Equal([$"checkpoint epoch-0002 is damaged and was passed over: {path} is not as it was written"], _notes);
    }

    [Fact]
    public void Every_flipped_bit_of_the_state_is_noticed()
    {
        Write(epoch: 1);
        var path = RunFiles.Checkpoint(_folder.Path, "epoch-0001.json");
        var good = File.ReadAllBytes(path);

        var unnoticed = Enumerable.Range(0, good.Length * 8).Where(bit => CheckpointState.FromJson(Flipped(good, bit)) is not null);

        Assert.NotNull(CheckpointState.FromJson(good));
        Assert.Empty(unnoticed);
    }

    [Fact]
    public void A_missing_momentum_matters_only_to_those_who_go_on()
    {
        Write(epoch: 1);
        File.Delete(RunFiles.Checkpoint(_folder.Path, "epoch-0001.momentum.safetensors"));

        Assert.NotNull(Store.FindNewest(withMomentum: false, _notes));
        Assert.Null(Store.FindNewest(withMomentum: true, _notes));
        Assert.Single(_notes);
    }

    [Fact]
    public void Without_its_state_a_checkpoint_does_not_exist()
    {
        Write(epoch: 1);
        File.Delete(RunFiles.Checkpoint(_folder.Path, "epoch-0001.json"));

        Assert.Null(Store.FindNewest(withMomentum: true, _notes));
        Assert.Empty(_notes);
    }

    [Fact]
    public void Left_overs_of_a_kill_are_removed_and_foreign_files_are_not()
    {
        Directory.CreateDirectory(RunLayout.CheckpointsPath(_folder.Path));
        File.WriteAllText(RunFiles.Checkpoint(_folder.Path, "epoch-0001.safetensors.0123456789abcdef.tmp"), "torn");
        File.WriteAllText(RunFiles.Checkpoint(_folder.Path, "notes.txt"), "mine");

        Write(epoch: 1);
        Assert.Equal(
            ["checkpoints/epoch-0001.json", "checkpoints/epoch-0001.momentum.safetensors", "checkpoints/epoch-0001.safetensors",
                "checkpoints/notes.txt"],
            RunFiles.Names(_folder.Path));

        Store.Clear();
        Assert.Equal(["checkpoints/notes.txt"], RunFiles.Names(_folder.Path));
    }

    [Fact]
    public void The_weights_say_by_themselves_what_they_are_of()
    {
        Write(epoch: 1);

        var metadata = SafetensorsReader.Read(RunFiles.Checkpoint(_folder.Path, "epoch-0001.safetensors")).Metadata;

        Assert.Equal(("pt", "abc", "1", "10"), (metadata["format"], metadata["specHash"], metadata["epoch"], metadata["step"]));
    }

    private void Write(int epoch, int batches = 10, bool isEpochDone = true)
    {
        var state = new CheckpointState
        {
            Epoch = epoch,
            IsEpochDone = isEpochDone,
            Step = epoch * 10,
            BatchesPerEpoch = 10,
            TrainImages = 100,
            TestImages = 10,
            Sums = new EpochSums(batches, batches * 10, 1.0 / 3, 5, 0.1),
            Seed = 1,
            SpecHash = "abc",
        };
        var metadata = CheckpointMetadata.Of(state);
        Store.Write(state, new CheckpointTensors(One(epoch, metadata), One(-epoch, metadata), Average: null));
    }

    private static WeightFile One(float value, IReadOnlyDictionary<string, string> metadata) =>
        new([KeyValuePair.Create("w", WeightTensor.FromFloat32([value], 1))], metadata);

    private static byte[] Flipped(byte[] good, int bit)
    {
        var bytes = (byte[])good.Clone();
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return bytes;
    }
}
