using FsCheck.Xunit;
using Google.Protobuf;
using Onnx;
using ScaleNet.Architecture.Tests;
using ScaleNet.Deployment.Inference;

namespace ScaleNet.Deployment.Tests.Inference;

/// <summary>Model files that are refused, each in one line that names the file.</summary>
public sealed class RefusedModelTests
{
    private static readonly ClassifierOptions OneThread = new() { Threads = 1 };
    private static readonly byte[] Sound = TinyModels.Ours();

    [Fact]
    public void No_file() => Refused("no/such.onnx", "cannot be read");

    [Theory]
    [InlineData("")]
    [InlineData("just words")]
    [InlineData("PK\u0003\u0004")]
    public void A_file_that_is_no_model(string text)
    {
        using var folder = new TemporaryFolder();

        Refused(folder.Write("words.onnx", text), "not an ONNX model");
    }

    [Property(MaxTest = 200)]
    public bool A_model_cut_anywhere(ushort where) => IsRefused(Sound[..(where % Sound.Length)]);

    [Property(MaxTest = 300)]
    public bool A_model_with_a_byte_changed_is_run_or_refused(ushort where, byte value)
    {
        byte[] changed = [.. Sound];
        changed[where % changed.Length] = value;
        try
        {
            using var classifier = OnnxClassifier.Open(changed, "changed", OneThread);
            classifier.Run(new float[classifier.Description.Preprocessing.Shape.Length], new float[classifier.Description.Classes]);
            return true;
        }
        catch (InferenceException problem)
        {
            return IsOneLine(problem, "changed");
        }
    }

    [Fact]
    public void A_tensor_that_claims_more_than_there_is()
    {
        var model = TinyModels.WithTensorAt("x");
        var tensor = model.Graph.Initializer[0];
        tensor.ExternalData.Clear();
        tensor.DataLocation = TensorProto.Types.DataLocation.Default;
        tensor.Dims[0] = 1L << 40;
        tensor.RawData = ByteString.CopyFrom(1, 2, 3, 4);

        RefusedInMemory(model, "not a model that can be run");
    }

    [Fact]
    public void An_image_that_claims_too_much()
    {
        var model = TinyModels.Foreign();
        model.Graph.Input[0] = TinyModels.Value("pixels", [-1, 3, 1 << 30, 1 << 30]);

        RefusedInMemory(model, "are too large");
    }

    [Fact]
    public void More_than_one_input()
    {
        var model = TinyModels.Foreign();
        model.Graph.Input.Add(TinyModels.Value("more", [-1, 3]));

        RefusedInMemory(model, "got the inputs 'pixels' float [-1, 3, 4, 4], 'more' float [-1, 3], expected one float [N, C, H, W]");
    }

    [Fact]
    public void An_output_that_is_a_map()
    {
        var model = TinyModels.Foreign();
        model.Graph.Node.RemoveAt(1);
        model.Graph.Node[0].Output[0] = "answer";
        model.Graph.Output[0] = TinyModels.Value("answer", [-1, 3, 1, 1]);

        RefusedInMemory(model, "got the output 'answer' float [-1, 3, 1, 1], expected float [N, classes]");
    }

    [Fact]
    public void Grey_images_of_unknown_brightness() =>
        RefusedInMemory(TinyModels.Foreign(channels: 1), "does not say how its images of 1 channels are normalised");

    [Fact]
    public void An_operator_of_another_domain() => RefusedInMemory(
        TinyModels.Foreign(domain: "evil.ops"), "operator 'GlobalAveragePool' is of the domain 'evil.ops'");

    [Fact]
    public void A_normalisation_that_is_not_known()
    {
        var model = TinyModels.Foreign();
        model.MetadataProps.Add(new StringStringEntryProto { Key = "scalenet.normalization", Value = "sideways" });

        RefusedInMemory(model, "scalenet.normalization is 'sideways'");
    }

    [Theory]
    [InlineData("scalenet.classes", "[\"one\"]", "no array of 3 names")]
    [InlineData("scalenet.classes", "{", "no array of 3 names")]
    [InlineData("scalenet.preprocessing", "{}", "scalenet.preprocessing cannot be used")]
    [InlineData("scalenet.preprocessing", """{"channels":3,"height":9,"width":4,"mean":[0,0,0],"standardDeviation":[1,1,1]}""", "takes images of 3x4x4, the preprocessing makes 3x9x4")]
    public void A_text_that_does_not_fit_the_model(string key, string value, string words)
    {
        var model = TinyModels.Foreign();
        model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });

        RefusedInMemory(model, words);
    }

    private static void Refused(string path, string words)
    {
        var problem = Assert.Throws<InferenceException>(() => OnnxClassifier.Open(path, OneThread).Dispose());
        Assert.True(IsOneLine(problem, path), problem.Message);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    private static void RefusedInMemory(ModelProto model, string words)
    {
        using var folder = new TemporaryFolder();

        Refused(folder.Write("refused.onnx", model), words);
    }

    private static bool IsRefused(byte[] model)
    {
        try
        {
            OnnxClassifier.Open(model, "cut", OneThread).Dispose();
            return false;
        }
        catch (InferenceException problem)
        {
            return IsOneLine(problem, "cut");
        }
    }

    private static bool IsOneLine(InferenceException problem, string source) =>
        problem.Message.StartsWith($"{source}: ", StringComparison.Ordinal) && !problem.Message.Contains('\n', StringComparison.Ordinal);
}
