using Google.Protobuf;
using Onnx;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Tests;
using ScaleNet.Architecture.Weights;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Tests.Inference;

namespace ScaleNet.Serving.Tests;

/// <summary>Model files that are small enough to make in a test.</summary>
internal static class TestModels
{
    /// <summary>A network of ours for pictures of 4x4, classes cat and dog.</summary>
    public static string Ours(this TemporaryFolder folder, string name = "ours.onnx", ExportOptions? options = null) =>
        folder.Put(name, TinyModels.Ours(options));

    /// <summary>A network of ours with other weights.</summary>
    public static byte[] OursOfSeed(int seed) => OnnxExporter.ToBytes(
        TinyModels.Network with { Weights = InitialWeights.Create(TinyNetworks.TwoBlocks.Lower(), seed) }, new ExportOptions());

    /// <summary>A wider network of ours whose tensors are in a file beside the model.</summary>
    public static string InTwoFiles(this TemporaryFolder folder, string name = "ours.onnx") => Wide(folder, name, new ExportOptions { ExternalDataAbove = 0 });

    /// <summary>The same network in one file.</summary>
    public static string InOneFile(this TemporaryFolder folder, string name) => Wide(folder, name, new ExportOptions());

    /// <summary>The mean of each channel, from FP32 [N, 3, 4, 4] to [N, 3].</summary>
    public static string Means(this TemporaryFolder folder, string name = "means.onnx") => folder.Put(name, TinyModels.Foreign().ToByteArray());

    /// <summary>What comes in goes out: "input0" [N, 2] to "output0", of one kind of elements.</summary>
    public static string Same(this TemporaryFolder folder, TensorProto.Types.DataType type)
    {
        var model = Empty();
        model.Graph.Input.Add(Value("input0", type, [-1, 2]));
        model.Graph.Output.Add(Value("output0", type, [-1, 2]));
        model.Graph.Node.Add(new NodeProto { OpType = "Identity", Input = { "input0" }, Output = { "output0" } });
        return folder.Put("same.onnx", model.ToByteArray());
    }

    /// <summary>The model of the protocol's examples: UINT32 [2, 2] and BOOL [3] to FP32 [3, 2], always the same numbers.</summary>
    public static string OfTheExamples(this TemporaryFolder folder)
    {
        var model = Empty();
        model.Graph.Input.Add(Value("input0", TensorProto.Types.DataType.Uint32, [2, 2]));
        model.Graph.Input.Add(Value("input1", TensorProto.Types.DataType.Bool, [3]));
        model.Graph.Output.Add(Value("output0", TensorProto.Types.DataType.Float, [3, 2]));
        model.Graph.Initializer.Add(new TensorProto
        {
            Name = "answer",
            DataType = (int)TensorProto.Types.DataType.Float,
            Dims = { 3, 2 },
            FloatData = { 1.0f, 1.1f, 2.0f, 2.1f, 3.0f, 3.1f },
        });
        model.Graph.Initializer.Add(new TensorProto { Name = "zero", DataType = (int)TensorProto.Types.DataType.Float, FloatData = { 0 } });
        foreach (var input in new[] { "input0", "input1" })
        {
            model.Graph.Node.Add(new NodeProto
            {
                OpType = "Cast",
                Input = { input },
                Output = { $"{input}.float" },
                Attribute = { new AttributeProto { Name = "to", Type = AttributeProto.Types.AttributeType.Int, I = (int)TensorProto.Types.DataType.Float } },
            });
            model.Graph.Node.Add(new NodeProto
            {
                OpType = "ReduceSum",
                Input = { $"{input}.float" },
                Output = { $"{input}.sum" },
                Attribute = { new AttributeProto { Name = "keepdims", Type = AttributeProto.Types.AttributeType.Int, I = 0 } },
            });
            model.Graph.Node.Add(new NodeProto { OpType = "Mul", Input = { $"{input}.sum", "zero" }, Output = { $"{input}.nothing" } });
        }

        model.Graph.Node.Add(new NodeProto { OpType = "Add", Input = { "answer", "input0.nothing" }, Output = { "sum" } });
        model.Graph.Node.Add(new NodeProto { OpType = "Add", Input = { "sum", "input1.nothing" }, Output = { "output0" } });
        return folder.Put("mymodel.onnx", model.ToByteArray());
    }

    /// <summary>FP32 [N, 2] less the mean over N: a free axis whose rows depend on each other.</summary>
    public static ModelProto MixingRows()
    {
        var model = Empty();
        model.Graph.Input.Add(Value("input0", TensorProto.Types.DataType.Float, [-1, 2]));
        model.Graph.Output.Add(Value("output0", TensorProto.Types.DataType.Float, [-1, 2]));
        model.Graph.Node.Add(new NodeProto
        {
            OpType = "ReduceMean",
            Input = { "input0" },
            Output = { "mean" },
            Attribute = { new AttributeProto { Name = "axes", Type = AttributeProto.Types.AttributeType.Ints, Ints = { 0 } } },
        });
        model.Graph.Node.Add(new NodeProto { OpType = "Sub", Input = { "input0", "mean" }, Output = { "output0" } });
        return model;
    }

    /// <summary>Writes a file; "a/b/c" makes folders.</summary>
    public static string Put(this TemporaryFolder folder, string name, byte[] content)
    {
        var path = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>A grey picture, as PNG.</summary>
    public static byte[] Picture(int side = 8, int seed = 7) =>
        ImageEncoder.EncodeGreyPng([.. Enumerable.Range(0, side * side).Select(at => (byte)(at * seed % 256))], side, side);

    private static string Wide(TemporaryFolder folder, string name, ExportOptions options)
    {
        var spec = TinyNetworks.TwoBlocks with { Stages = [new ScaleNetStage(16, [[16, 16], [16, 16]])] };
        var path = Path.Combine(folder.Path, name);
        var network = TinyModels.Network with { Spec = spec, Weights = InitialWeights.Create(spec.Lower(), seed: 1) };
        OnnxExporter.ToFile(network, path, options);
        return path;
    }

    private static ModelProto Empty()
    {
        var model = new ModelProto { IrVersion = 8, Graph = new GraphProto { Name = "test" } };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 17 });
        return model;
    }

    private static ValueInfoProto Value(string name, TensorProto.Types.DataType type, long[] lengths)
    {
        var value = TinyModels.Value(name, lengths);
        value.Type.TensorType.ElemType = (int)type;
        return value;
    }
}
