using System.Runtime.InteropServices;
using FsCheck.Xunit;
using Google.Protobuf;
using Onnx;
using ScaleNet.Architecture.Tests;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Quantization;
using ScaleNet.Deployment.Tests.Export;

namespace ScaleNet.Deployment.Tests.Quantization;

/// <summary>Weights of 16 bits.</summary>
public sealed class HalfWeightsTests
{
    private static readonly ImageShape Shape = new(3, 32, 32);

    [Theory]
    [InlineData(1f, 0x3C00, 0x3F80)]
    [InlineData(-2f, 0xC000, 0xC000)]
    [InlineData(1.00390625f, 0x3C04, 0x3F80)] // half way between two of bfloat16: to the even one
    [InlineData(1.01171875f, 0x3C0C, 0x3F82)]
    [InlineData(65504f, 0x7BFF, 0x4780)]
    [InlineData(0f, 0, 0)]
    public void Numbers_are_rounded_to_the_nearest_half_to_even(float value, int float16, int bfloat16)
    {
        Assert.Equal(float16, HalfWeights.Bits(value, HalfType.Float16));
        Assert.Equal(bfloat16, HalfWeights.Bits(value, HalfType.BFloat16));
    }

    [Property]
    public void No_other_number_of_16_bits_is_nearer(float value)
    {
        var given = float.IsFinite(value) && Math.Abs(value) < 1e38f ? value : 0;
        var bits = HalfWeights.Bits(given, HalfType.BFloat16);

        var lost = Math.Abs((double)Widen(bits) - given);
        Assert.True(lost <= Math.Abs((double)Widen((ushort)(bits + 1)) - given));
        Assert.True((bits & 0x7FFF) == 0 || lost <= Math.Abs((double)Widen((ushort)(bits - 1)) - given));
    }

    [Theory]
    [InlineData(HalfType.Float16)]
    [InlineData(HalfType.BFloat16)]
    internal void The_model_computes_with_the_rounded_weights(HalfType type)
    {
        var model = FloatModel.Of(OnnxExporter.ToModel(ExportedTiny.Of(TinyNetworks.SeResNet), new ExportOptions()), "tiny");
        var rounded = model.Proto.Clone();
        foreach (var tensor in rounded.Graph.Initializer.Where(tensor => tensor.Dims.Count > 1))
        {
            float[] values = [.. FloatModel.Floats(tensor).Select(value => Round(value, type))];
            tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values));
        }

        var result = HalfWeights.Convert(model, type);

        var (expected, actual) = (Run(rounded), Run(result));
        Assert.Equal(expected, actual);
        Assert.NotEqual(Run(model.Proto), actual);
        Assert.InRange(result.CalculateSize(), 0, 0.75 * model.Proto.CalculateSize()); // most of so small a network is not weights
        Assert.Contains(result.MetadataProps, text => text.Key == MetadataKeys.Quantization);
    }

    [Fact]
    public void A_weight_that_does_not_fit_is_named()
    {
        var proto = OnnxExporter.ToModel(ExportedTiny.Of(TinyNetworks.SeResNet), new ExportOptions());
        var weight = proto.Graph.Initializer.First(tensor => tensor.Name == "fc.weight");
        weight.RawData = ByteString.CopyFrom([.. BitConverter.GetBytes(70_000f), .. weight.RawData.Skip(4)]);
        var model = FloatModel.Of(proto, "tiny");

        var problem = Assert.Throws<QuantizationException>(() => HalfWeights.Convert(model, HalfType.Float16));
        Assert.Contains("tiny: 'fc.weight' holds 70000, which float16 cannot hold", problem.Message, StringComparison.Ordinal);
        Assert.NotNull(HalfWeights.Convert(model, HalfType.BFloat16));
    }

    [Fact]
    public void A_file_is_converted_once()
    {
        using var folder = new TemporaryFolder();
        var (path, output) = (Path.Combine(folder.Path, "float.onnx"), Path.Combine(folder.Path, "half.onnx"));
        OnnxExporter.ToFile(ExportedTiny.Of(TinyNetworks.SeResNet), path, new ExportOptions());

        var sizes = HalfWeights.Convert(path, output, HalfType.BFloat16);

        Assert.Equal(new ModelSizes(new FileInfo(path).Length, new FileInfo(output).Length), sizes);
        Assert.Contains(
            "is bfloat16, expected a float32 model",
            Assert.Throws<QuantizationException>(() => HalfWeights.Convert(output, path, HalfType.BFloat16, overwrite: true)).Message,
            StringComparison.Ordinal);
        Assert.Contains("exists already", Assert.Throws<ExportException>(() => HalfWeights.Convert(path, output, HalfType.Float16)).Message, StringComparison.Ordinal);
        Assert.Equal(
            1, FileComparison.Run(path, output, NoiseImages.Of(Shape, 8), new QuantizationOptions { Threads = 1 }, TestContext.Current.CancellationToken).Agreement);
    }

    [Fact]
    public void Tensors_beside_a_model_are_part_of_its_size()
    {
        using var folder = new TemporaryFolder();
        var (path, output) = (Path.Combine(folder.Path, "float.onnx"), Path.Combine(folder.Path, "half.onnx"));
        OnnxExporter.ToFile(ExportedTiny.Of(TinyNetworks.SeResNet), path, new ExportOptions { ExternalDataAbove = 0 });

        var sizes = HalfWeights.Convert(path, output, HalfType.BFloat16);

        Assert.Equal(new FileInfo(path).Length + new FileInfo(path + ".data").Length, sizes.FloatBytes);
    }

    private static float[] Run(ModelProto model)
    {
        using var session = new OnnxSession(model.ToByteArray());
        return session.Run(Draw.Image(2, 3, 32, 32), [2, 3, 32, 32]);
    }

    private static float Round(float value, HalfType type) => type == HalfType.Float16
        ? (float)(Half)value
        : Widen(HalfWeights.Bits(value, type));

    private static float Widen(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);
}
