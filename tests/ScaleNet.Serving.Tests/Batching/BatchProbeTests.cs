using Google.Protobuf;
using ScaleNet.Architecture.Tests;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Inference;
using ScaleNet.Deployment.Tests.Inference;
using ScaleNet.Serving.Batching;

namespace ScaleNet.Serving.Tests.Batching;

/// <summary>Which models may compute several requests together.</summary>
public sealed class BatchProbeTests
{
    [Fact]
    public void Our_networks_may() => Assert.Null(ProblemOf(TinyModels.Ours()));

    [Fact]
    public void A_model_of_a_fixed_batch_may_not() =>
        Assert.Equal("the first axis of 'input' is not free", ProblemOf(TinyModels.Ours(new ExportOptions { Batch = 2 })));

    [Fact]
    public void A_model_whose_rows_depend_on_each_other_may_not() =>
        Assert.Equal("the rows of 'output0' depend on each other", ProblemOf(TestModels.MixingRows().ToByteArray()));

    [Fact]
    public async Task A_server_computes_its_requests_one_by_one_and_says_why()
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(folder.Put("mixing.onnx", TestModels.MixingRows().ToByteArray()));

        Assert.Equal(
            """[{"name":"mixing","version":"1","kind":"tensors","max_batch":1,"batch_problem":"the rows of 'output0' depend on each other"}]""",
            (await served.GetAsync("v1/models")).Text);
    }

    private static string? ProblemOf(byte[] model)
    {
        using var opened = OnnxModel.Open(model, "m.onnx", new ClassifierOptions { Threads = 1 });
        return BatchProbe.Problem(opened);
    }
}
