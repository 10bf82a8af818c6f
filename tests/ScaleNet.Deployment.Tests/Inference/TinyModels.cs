using Google.Protobuf;
using Onnx;
using ScaleNet.Architecture.Tests;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export;

namespace ScaleNet.Deployment.Tests.Inference;

/// <summary>Models that are small enough to make in a test.</summary>
internal static class TinyModels
{
    public const int ImageLength = 16; // one channel, 4x4
    public const int Classes = 2;

    public static ExportedNetwork Network { get; } =
        new(TinyNetworks.TwoBlocks, Draw.Weights(TinyNetworks.TwoBlocks.Lower()), "tiny.safetensors")
        {
            Preprocessing = new Preprocessing(1, 4, 4, [0.25f], [0.5f]),
            ClassNames = ["cat", "dog"],
        };

    /// <summary>A network of ours, exported.</summary>
    public static byte[] Ours(ExportOptions? options = null) => OnnxExporter.ToBytes(Network, options ?? new());

    /// <summary>Somebody else's model: the mean of each channel, from [N, channels, 4, 4] to [N, channels].</summary>
    public static ModelProto Foreign(int channels = 3, string domain = "", string last = "Flatten")
    {
        var model = new ModelProto { IrVersion = 8, Graph = new GraphProto { Name = "foreign" } };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 17 });
        model.Graph.Input.Add(Value("pixels", [-1, channels, 4, 4]));
        model.Graph.Output.Add(Value("answer", [-1, channels]));
        model.Graph.Node.Add(new NodeProto { OpType = "GlobalAveragePool", Input = { "pixels" }, Output = { "mean" }, Domain = domain });
        var isFlat = last == "Flatten";
        model.Graph.Node.Add(new NodeProto { OpType = "Flatten", Input = { "mean" }, Output = { isFlat ? "answer" : "flat" } });
        if (!isFlat)
        {
            model.Graph.Node.Add(new NodeProto { OpType = last, Input = { "flat" }, Output = { "answer" } });
        }

        return model;
    }

    /// <summary>The same with a tensor that is added to the answer and kept at the place.</summary>
    public static ModelProto WithTensorAt(string location, long offset = 0)
    {
        var model = Foreign(last: "Flatten");
        model.Graph.Node[^1].Output[0] = "flat";
        model.Graph.Node.Add(new NodeProto { OpType = "Add", Input = { "flat", "shift" }, Output = { "answer" } });
        model.Graph.Initializer.Add(new TensorProto
        {
            Name = "shift",
            DataType = (int)TensorProto.Types.DataType.Float,
            Dims = { 3 },
            DataLocation = TensorProto.Types.DataLocation.External,
            ExternalData =
            {
                new StringStringEntryProto { Key = "location", Value = location },
                new StringStringEntryProto { Key = "offset", Value = FormattableString.Invariant($"{offset}") },
                new StringStringEntryProto { Key = "length", Value = "12" },
            },
        });
        return model;
    }

    /// <summary>Writes a model.</summary>
    public static string Write(this TemporaryFolder folder, string name, ModelProto model)
    {
        var path = Path.Combine(folder.Path, name);
        File.WriteAllBytes(path, model.ToByteArray());
        return path;
    }

    /// <summary>The description of a float tensor; a negative length is free.</summary>
    public static ValueInfoProto Value(string name, long[] lengths)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(lengths.Select(length => length < 0
            ? new TensorShapeProto.Types.Dimension { DimParam = "batch" }
            : new TensorShapeProto.Types.Dimension { DimValue = length }));
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
