using System.Runtime.InteropServices;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Onnx;
using ScaleNet.Deployment.Export;

namespace ScaleNet.Deployment.Quantization;

/// <summary>How ONNX Runtime multiplies bytes on this machine.</summary>
internal static class IntegerProducts
{
    private const int Rows = 4; // one alone would be computed in another way
    private const int Inner = 64;
    private const int Columns = 16;

    private static readonly Lazy<bool> Tried = new(AreSumsExact);

    /// <summary>Whether no sum of 8-bit products overflows.</summary>
    /// <remarks>
    /// On x86 without VNNI two products are added in 16 bits and cut off at the ends: 255 x 127 x 2 does not fit. Whether that is so here
    /// is tried once, with the largest numbers.
    /// </remarks>
    public static bool AreExact => Tried.Value;

    private static bool AreSumsExact()
    {
        using var session = new InferenceSession(Model().ToByteArray());
        byte[] values = [.. Enumerable.Repeat(byte.MaxValue, Rows * Inner)];
        using var input = OrtValue.CreateTensorValueFromMemory(values, [Rows, Inner]);
        using var run = new RunOptions();
        using var results = session.Run(run, ["values"], [input], ["sums"]);
        return !results[0].GetTensorDataAsSpan<int>().ContainsAnyExcept(Inner * byte.MaxValue * ChannelWeights.Most);
    }

    private static ModelProto Model()
    {
        var graph = new OnnxGraph("sums");
        sbyte[] weights = [.. Enumerable.Repeat((sbyte)ChannelWeights.Most, Inner * Columns)];
        graph.Proto.Initializer.Add(new TensorProto
        {
            Name = "weights",
            DataType = (int)TensorProto.Types.DataType.Int8,
            Dims = { Inner, Columns },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<sbyte>(weights)),
        });
        graph.Proto.Input.Add(OnnxGraph.Describe("values", TensorProto.Types.DataType.Uint8, OnnxGraph.Known(Rows), OnnxGraph.Known(Inner)));
        graph.Proto.Output.Add(OnnxGraph.Describe(
            graph.Add("MatMulInteger", "sums", ["values", "weights"]), TensorProto.Types.DataType.Int32, OnnxGraph.Known(Rows), OnnxGraph.Known(Columns)));
        return new ModelProto
        {
            IrVersion = OnnxVersions.IrVersion(OnnxVersions.OldestOpset),
            OpsetImport = { new OperatorSetIdProto { Version = OnnxVersions.OldestOpset } },
            Graph = graph.Proto,
        };
    }
}
