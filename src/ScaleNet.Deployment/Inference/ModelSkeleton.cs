using System.Globalization;
using Google.Protobuf;
using Onnx;

namespace ScaleNet.Deployment.Inference;

/// <summary>A model file without the large tensors in it, which stay where they are in the file.</summary>
/// <remarks>
/// A session that is given the file copies every tensor several times. Given this, it maps them from the file as it does those of
/// a data file beside a model, and what is read here is a thousandth of the file.
/// </remarks>
internal sealed class ModelSkeleton
{
    private const int SmallTensor = 1024;

    private readonly List<TensorPlace> _places;

    private ModelSkeleton(byte[] model, List<TensorPlace> places) => (Model, _places) = (model, places);

    /// <summary>The model as a message, in which the large initializers have no values.</summary>
    public byte[] Model { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">Its parts do not fit into each other.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ModelSkeleton Read(string path)
    {
        using var file = File.OpenRead(path);
        var reader = new ProtobufReader(file);
        var places = new List<TensorPlace>();
        using var model = new MemoryStream();
        CopyFields(reader, model, reader.Length, ModelProto.GraphFieldNumber, (end, output) =>
            CopyFields(reader, output, end, GraphProto.InitializerFieldNumber, (tensorEnd, tensor) =>
                places.Add(CopyTensor(reader, tensor, tensorEnd))));
        return new ModelSkeleton(model.ToArray(), places);
    }

    /// <summary>The model with references to the tensors.</summary>
    /// <param name="fileName">The file's name, without its folder.</param>
    public byte[] WithReferences(string fileName)
    {
        var model = ModelProto.Parser.ParseFrom(Model);
        foreach (var (tensor, place) in model.Graph.Initializer.Zip(_places).Where(pair => pair.Second.Length > 0))
        {
            tensor.DataLocation = TensorProto.Types.DataLocation.External;
            tensor.ExternalData.Add(Entry("location", fileName));
            tensor.ExternalData.Add(Entry("offset", place.Offset.ToString(CultureInfo.InvariantCulture)));
            tensor.ExternalData.Add(Entry("length", place.Length.ToString(CultureInfo.InvariantCulture)));
        }

        return model.ToByteArray();
    }

    private static StringStringEntryProto Entry(string key, string value) => new() { Key = key, Value = value };

    // Copies a message but for one kind of part, which is written by the caller.
    private static void CopyFields(
        ProtobufReader reader, MemoryStream output, long end, int partNumber, Action<long, MemoryStream> writePart)
    {
        while (reader.Position < end)
        {
            var field = reader.ReadField(end);
            if (field.Number != partNumber || !field.HasLength)
            {
                reader.Copy(field, output);
                continue;
            }

            using var part = new MemoryStream();
            writePart(field.End, part);
            ProtobufReader.WriteMessage(output, field.Number, part);
        }
    }

    // A length of zero says that the values are in the copy.
    private static TensorPlace CopyTensor(ProtobufReader reader, MemoryStream output, long end)
    {
        var place = default(TensorPlace);
        while (reader.Position < end)
        {
            var field = reader.ReadField(end);
            if (field is { Number: TensorProto.RawDataFieldNumber, HasLength: true } && field.End - field.Content > SmallTensor)
            {
                place = new TensorPlace(field.Content, field.End - field.Content);
                reader.Skip(field);
            }
            else
            {
                reader.Copy(field, output);
            }
        }

        return place;
    }

    private readonly record struct TensorPlace(long Offset, long Length);
}
