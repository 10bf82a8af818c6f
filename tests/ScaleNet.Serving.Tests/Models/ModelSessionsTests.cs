using Google.Protobuf;
using Onnx;
using ScaleNet.Architecture.Tests;
using ScaleNet.Deployment.Inference;
using ScaleNet.Deployment.Tests.Inference;
using ScaleNet.Serving.Models;

namespace ScaleNet.Serving.Tests.Models;

/// <summary>How often a model is opened, and what opening it leaves behind.</summary>
public sealed class ModelSessionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_thread_computes_a_request_of_its_own_where_there_are_several()
    {
        using var sessions = ModelSessions.Open(_folder.Ours(), threads: 3, instances: null);
        HostTensor[] inputs = [new(sessions.Model.Inputs[0].Name, TensorElement.Float32, [1, .. sessions.Model.Inputs[0].Shape.Skip(1)], new byte[3 * 4 * 4 * 4])];
        string[] outputs = [sessions.Model.Outputs[0].Name];

        Assert.Equal(3, sessions.Instances);
        Assert.Equal(
            sessions.Model.Run(inputs, outputs)[0].Data.ToArray(), sessions.RunBesideOthers!(inputs, outputs)[0].Data.ToArray());
    }

    [Theory]
    [InlineData(3, 2, 2)]
    [InlineData(3, 1, 1)]
    [InlineData(1, null, 1)]
    public void Where_it_is_said_how_many_or_there_is_one_thread_all_are_computed_alike(int threads, int? asked, int instances)
    {
        using var sessions = ModelSessions.Open(_folder.Ours(), threads, asked);

        Assert.Equal(instances, sessions.Instances);
        Assert.Null(sessions.RunBesideOthers);
    }

    [Fact]
    public void A_model_of_pictures_of_any_size_computes_one_at_a_time()
    {
        using var sessions = ModelSessions.Open(_folder.Detector(), threads: 3, instances: null);

        Assert.Equal(1, sessions.Instances);
        Assert.Null(sessions.RunBesideOthers);
    }

    [Fact]
    public async Task What_opening_a_large_model_took_is_given_back()
    {
        const int length = 64 << 20; // bytes of a tensor; the file and the message that is read from it are twice that
        var model = TinyModels.Foreign();
        model.Graph.Initializer.Add(new TensorProto
        {
            Name = "unused",
            DataType = (int)TensorProto.Types.DataType.Int8,
            Dims = { length },
            RawData = ByteString.CopyFrom(new byte[length]),
        });
        var path = _folder.Put("large.onnx", model.ToByteArray());
        model = null;
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var (loaded, _) = new ModelLoader(new ServerOptions { Models = [path] }).Load(new ModelFile("large", 1, path));

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: false) - before, long.MinValue, length);
        loaded.Leave();
        await loaded.End;
    }
}
