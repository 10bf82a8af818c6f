namespace ScaleNet.EndToEnd;

/// <summary>A run exported, quantised with its own data, and put to every use of a model.</summary>
public sealed class QuantiseTests(TrainedSeed seed)
{
    [Fact]
    [Trait("Tier", "slow")]
    public void A_quantised_run_is_evaluated_and_timed_beside_its_float32_model()
    {
        using var folder = seed.Copy();
        folder.Run("export runs/seed1 -o float.onnx").Succeeded();

        var report = folder.Run(
            "quantise float.onnx -o int8.onnx --calibrate embedded --images 64 --compare 200 --keep-accuracy 20 --threads 1 --json").Succeeded().Json;

        var agreement = report.GetProperty("agreement");
        Assert.Equal(200, agreement.GetProperty("images").GetInt32());
        Assert.True(agreement.GetProperty("lostPoints").GetDouble() <= 30); // the limit holds on other images
        Assert.True(report.GetProperty("bytes").GetInt64() < report.GetProperty("floatBytes").GetInt64());

        var run = folder.Run("evaluate runs/seed1 --data embedded --threads 1 --json").Succeeded().Json;
        var float32 = folder.Run("evaluate float.onnx --data embedded --threads 1 --json").Succeeded().Json;
        var int8 = folder.Run("evaluate int8.onnx --data embedded --threads 1 --json").Succeeded().Json;
        Assert.Equal(run.GetProperty("top1Error").GetDouble(), float32.GetProperty("top1Error").GetDouble(), 0.002);
        Assert.Equal(run.GetProperty("loss").GetDouble(), float32.GetProperty("loss").GetDouble(), 1e-3);
        Assert.Equal(run.GetProperty("images").GetInt32(), int8.GetProperty("images").GetInt32());

        var bench = folder.Run(
            "bench --engine onnx --models float.onnx,int8.onnx --batch 1 --rounds 1 --calls 2 --warm-up 1 --threads 1 --json").Succeeded().Json;
        Assert.Equal(2, bench.GetProperty("networks").GetArrayLength());
        folder.Run("bench --models float.onnx,int8.onnx").FailedWith(2, "float.onnx: is an ONNX model", "--engine onnx");
        folder.Run("evaluate int8.onnx --data multi-scale-fashion --threads 1").FailedWith(2, "--img-size: got 28");
    }
}
