using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Deployment.Export.Detection;
using ScaleNet.Deployment.Inference;
using ScaleNet.Deployment.Parity.Detection;
using ScaleNet.Tests;

namespace ScaleNet.Deployment.Tests.Inference;

/// <summary>What a session keeps of a large input; no other test may allocate meanwhile.</summary>
[Collection(WholeProcess.Name)]
public sealed class ModelMemoryTests
{
    [Fact]
    [Trait("Tier", "slow")]
    public void A_run_with_a_large_input_gives_back_what_it_needed()
    {
        const int side = 4000;
        const int mebibyte = 1 << 20;
        const byte light = 0x3E; // four of it are 0.186
        using var model = OnnxModel.Open(
            DetectorExporter.ToBytes(SmallDetectors.Exported(SmallDetectors.Spec("resnet11_small", DetectorHead.Fpn))),
            "small", new ClassifierOptions { Threads = 1 });
        var outputs = DetectionHead.Of(model).Outputs;
        var data = new byte[3 * side * side * sizeof(float)]; // 183 MiB, of which the model keeps a normalised copy while it computes
        data.AsSpan().Fill(light);
        model.Run([new HostTensor("image", TensorElement.Float32, [3, 100, 100], data.AsMemory(0, 120_000))], outputs);
        var before = Environment.WorkingSet;

        model.Run([new HostTensor("image", TensorElement.Float32, [3, side, side], data)], outputs);

        Assert.InRange((Environment.WorkingSet - before) / mebibyte, long.MinValue, 100);
    }
}
