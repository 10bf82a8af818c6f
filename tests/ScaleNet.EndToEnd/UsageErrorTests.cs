namespace ScaleNet.EndToEnd;

/// <summary>What a user can write wrongly: one line each, exit code 2, and what was meant.</summary>
[Trait("Tier", "slow")]
public sealed class UsageErrorTests
{
    [Theory]
    [InlineData("trian", "unknown verb 'trian'. Did you mean 'train'?")]
    [InlineData("models --jsn", "unknown option '--jsn'. Did you mean '--json'?")]
    [InlineData("info resnet51", "unknown model 'resnet51'. Did you mean 'resnet50'?")]
    [InlineData("train --name x --model resnet20_smal", "unknown model 'resnet20_smal'. Did you mean 'resnet20_small'?")]
    [InlineData("seed --name x --recipe fashion-quik", "recipe 'fashion-quik'", "Did you mean 'fashion-quick'?")]
    [InlineData("allocate x --name y --policy evn", "unknown policy 'evn'. Did you mean 'even'?")]
    [InlineData("seed --name x --depth 12", "depth: got 12, expected 9 n + 2")]
    [InlineData("seed --name x --model scalenet50", "scalenet50 is not a ResNet")]
    [InlineData("seed --name x --scales 1", "$.scales: got 1, expected 2 to 6")]
    [InlineData("seed --name x --data nowhere", "nowhere: no such folder")]
    [InlineData("seed --name x --resume", "x: not a run folder")]
    [InlineData("evaluate", "expected a run folder, an ONNX model, or --checkpoint FILE together with --model MODEL")]
    [InlineData("evaluate --weights w.pth", "expected a run folder, an ONNX model, or --checkpoint FILE together with --model MODEL")]
    [InlineData("export resnet11_small -o a.onnx --checkpoint w.pth --input 28 --random", "--weights and --random: got both")]
    [InlineData("evaluate nowhere", "nowhere: not a run folder")]
    [InlineData("predict a.png --run nowhere", "nowhere: not a run folder")]
    [InlineData("allocate nowhere --name x", "nowhere: not a run folder")]
    [InlineData("report nowhere", "nowhere: not a run folder")]
    [InlineData("info nowhere.json", "nowhere.json: no such file")]
    [InlineData("study run regimes --seeds x", "--seeds: got 'x', expected whole numbers")]
    [InlineData("study run regimes --seeds 1 9", "study 'regimes': has no seed 9, expected some of 1, 2, 3")]
    public void Is_told_in_one_line(string line, params string[] words)
    {
        using var folder = new WorkFolder();

        folder.Run(line).FailedWith(2, words);

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
