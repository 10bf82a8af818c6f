using System.Text.Json.Nodes;

namespace ScaleNet.EndToEnd;

/// <summary>What a file can hold wrongly: one line that names the file, and exit code 2.</summary>
[Trait("Tier", "slow")]
public sealed class FileErrorTests(TrainedSeed seed)
{
    [Theory]
    [InlineData("[[1, 2, 3, 4, 28], [1, 2, 28]]", "$[1]: got 2 scales, the first row has 4")]
    [InlineData("[[1, 28]]", "$[0]: got 1 scales and a side, expected 2 to 6")]
    [InlineData("[[1, -2, 3, 4, 28]]", "$[0]: got [1, -2, 3, 4, 28], expected counts of 0 or more")]
    [InlineData("[[0, 0, 0, 0, 28]]", "$[0]: got [0, 0, 0, 0, 28]", "positive total")]
    [InlineData("[[1, 2, 3, 4, 28], [1, 2, 3, 4, 20]]", "$[1]: side 20 after 28, expected the same or 14")]
    [InlineData("[]", "has no rows")]
    [InlineData("[[1.5, 2, 28]]", "is not a structure file")]
    [InlineData("{\"family\": \"scalenet\"", "is not a network spec")]
    [InlineData("hello", "is not a network spec")]
    [InlineData("null", "is null")]
    public void A_structure_that_is_none(string text, params string[] words)
    {
        using var folder = new WorkFolder();
        folder.Write("bad.json", text);

        folder.Run("info bad.json --stem small --planes 8").FailedWith(2, ["bad.json", .. words]);
    }

    [Fact]
    public void A_network_for_other_images()
    {
        using var folder = new WorkFolder();
        folder.Write("wide.json", "[[4, 4, 4, 4, 32]]");

        folder.Run("train --name x --model wide.json --stem small --planes 8 --data embedded").FailedWith(
            2, "wide.json: is for images of 1x32x32 in 10 classes, the data has images of 1x28x28 in 10 classes");
    }

    [Fact]
    public void A_budget_that_no_structure_meets()
    {
        using var folder = seed.Copy();

        folder.Run("allocate runs/seed1 --name x --macs 1k").FailedWith(2, "budget: got 1,000 MACs; structures of this seed cost");
        folder.Run("allocate runs/seed1 --name x --params 1G").FailedWith(2, "budget: got 1,000,000,000 parameters");
        Assert.False(Directory.Exists(folder.At("runs", "x")));
    }

    [Fact]
    public void A_checkpoint_that_is_cut_short()
    {
        using var folder = seed.Copy();
        foreach (var file in Directory.GetFiles(folder.At("runs", "seed1", "checkpoints"), "*.safetensors"))
        {
            WorkFolder.Truncate(file);
        }

        var weights = Directory.GetFiles(folder.At("runs", "seed1", "checkpoints"), "*2.safetensors").Single();
        File.Copy(weights, folder.At("cut.safetensors"));
        folder.Run("evaluate runs/seed1 --data embedded").FailedWith(2, "seed1", "holds no good checkpoint");
        folder.Run("evaluate --checkpoint cut.safetensors --model runs/seed1 --data embedded").FailedWith(2, "cut.safetensors");
    }

    [Fact]
    public void A_checkpoint_of_another_network()
    {
        using var folder = seed.Copy();
        var weights = Directory.GetFiles(folder.At("runs", "seed1", "checkpoints"), "*2.safetensors").Single();
        File.Copy(weights, folder.At("seed.safetensors"));

        folder.Run("evaluate --checkpoint seed.safetensors --model resnet11_small --data embedded").FailedWith(
            2, "seed.safetensors: the weights are not those of this network", "missing", "unexpected", "mis-shaped");
    }

    [Fact]
    public void A_spec_that_is_not_the_one_of_the_run()
    {
        using var folder = seed.Copy();
        var path = folder.At("runs", "seed1", "network.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"classes\": 10", "\"classes\": 11", StringComparison.Ordinal));

        folder.Run("allocate runs/seed1 --name x").FailedWith(2, "network.json: not the network of the run");
    }

    [Fact]
    public void An_idx_file_that_is_cut_short()
    {
        using var folder = new WorkFolder();
        Directory.CreateDirectory(folder.At("data"));
        foreach (var part in new[] { "train", "t10k" })
        {
            File.WriteAllBytes(folder.At("data", $"{part}-images-idx3-ubyte"), [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28, 1, 2, 3]);
            File.WriteAllBytes(folder.At("data", $"{part}-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 1, 5]);
        }

        folder.Run("seed --name x --data data").FailedWith(2, "train-images-idx3-ubyte");
    }

    [Fact]
    public void A_folder_where_nothing_can_be_written()
    {
        using var folder = seed.Copy();
        folder.Write("file", "");

        folder.Run($"seed --name x --runs file {TrainedSeed.Briefly}").FailedWith(2, "file");
        folder.Run("allocate runs/seed1 --name x --runs file").FailedWith(2, "file");
    }

    [Theory]
    [InlineData("info runs/seed1")]
    [InlineData("allocate runs/seed1 --name x")]
    [InlineData("evaluate runs/seed1 --data embedded")]
    [InlineData("report runs/seed1")]
    [InlineData("seed --name seed1 --data embedded --resume")]
    [InlineData("seed --name seed1 --data embedded --overwrite")]
    public void A_run_of_a_newer_version(string line)
    {
        using var folder = seed.Copy();
        var path = folder.At("runs", "seed1", "run.json");
        var info = JsonNode.Parse(File.ReadAllText(path))!;
        info["format"] = 99;
        File.WriteAllText(path, info.ToJsonString());

        folder.Run(line).FailedWith(2, "run.json: made by a newer version: format 99");
    }

    [Fact]
    public void A_run_that_is_there_already()
    {
        using var folder = seed.Copy();

        folder.Run($"seed --name seed1 --depth 11 --width 4 {TrainedSeed.Briefly}").FailedWith(2, "seed1", "--resume", "--overwrite");
        folder.Run("allocate runs/seed1 --name seed1").FailedWith(2, "seed1: exists already", "--overwrite");
        folder.Run("allocate runs/seed1 --name seed1 --overwrite").FailedWith(2, "seed1: holds a run of another kind");
    }

    [Fact]
    public void A_training_that_diverges()
    {
        using var folder = new WorkFolder();

        folder.Run($"seed --name x --depth 11 --width 4 {TrainedSeed.Briefly} --lr 1e30").FailedWith(3, "Lower the learning rate");
    }
}
