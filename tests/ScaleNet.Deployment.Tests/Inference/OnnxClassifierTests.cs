using Google.Protobuf;
using ScaleNet.Architecture.Tests;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Inference;
using ScaleNet.Deployment.Tests.Export;

namespace ScaleNet.Deployment.Tests.Inference;

public sealed class OnnxClassifierTests
{
    private static readonly ClassifierOptions OneThread = new() { Threads = 1 };

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Scores_are_the_models_whatever_batch_it_takes(int? batch)
    {
        const int images = 5;
        var input = Draw.Image(images, 1, 4, 4);
        using var reference = new OnnxSession(TinyModels.Ours());
        using var classifier = OnnxClassifier.Open(TinyModels.Ours(new ExportOptions { Batch = batch }), "tiny", OneThread);

        var scores = new float[images * TinyModels.Classes];
        classifier.Run(input, scores);

        Assert.Equal(batch, classifier.Description.FixedBatch);
        Assert.Equal(reference.Run(input, [images, 1, 4, 4]), scores, CloseEnough);
    }

    // The small network's own tensors are below the size from which they are mapped; this one's are above.
    [Fact]
    public void A_mapped_file_gives_what_a_copied_one_gives_through_a_link_too()
    {
        using var folder = new TemporaryFolder();
        var graph = Catalog.Get("resnet11_small").Spec;
        var network = new ExportedNetwork(graph, Draw.Weights(graph.Lower()), "drawn");
        var path = Path.Combine(folder.Path, "model.onnx");
        OnnxExporter.ToFile(network, path, new ExportOptions());
        var link = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "links")).FullName, "link.onnx");
        File.CreateSymbolicLink(link, path);
        var preprocessing = new Preprocessing(1, 28, 28, [0.5f], [0.5f]);

        var scores = new (string Path, bool IsMapped)[] { (path, false), (path, true), (link, true) }.Select(open =>
        {
            var options = OneThread with { Preprocessing = preprocessing, MapFile = open.IsMapped };
            using var classifier = OnnxClassifier.Open(open.Path, options);
            var row = new float[10];
            classifier.Run(Draw.Image(28, 28), row);
            return row;
        }).ToList();

        Assert.Equal(scores[0], scores[1]);
        Assert.Equal(scores[0], scores[2]);
    }

    [Fact]
    public void Nothing_in_gives_nothing_out()
    {
        using var classifier = OnnxClassifier.Open(TinyModels.Ours(), "tiny", OneThread);

        classifier.Run(Array.Empty<float>(), Array.Empty<float>());
    }

    [Fact]
    public void A_wrong_number_of_values_is_refused()
    {
        using var classifier = OnnxClassifier.Open(TinyModels.Ours(), "tiny", OneThread);

        Assert.Throws<ArgumentException>(() => classifier.Run(new float[TinyModels.ImageLength + 1], new float[TinyModels.Classes]));
        Assert.Throws<ArgumentException>(() => classifier.Run(new float[TinyModels.ImageLength], new float[TinyModels.Classes + 1]));
    }

    [Fact]
    public void A_model_of_ours_says_what_it_takes_and_gives()
    {
        using var classifier = OnnxClassifier.Open(TinyModels.Ours(), "tiny", OneThread);

        var description = classifier.Description;
        Assert.Equal(TinyModels.Network.Preprocessing, description.Preprocessing);
        Assert.Equal(["cat", "dog"], description.ClassNames);
        Assert.Equal(Architecture.Specs.SpecJson.Hash(TinyModels.Network.Spec), description.SpecHash);
        Assert.Empty(description.Notes);
    }

    [Fact]
    public void A_model_that_normalises_itself_is_given_pixels_and_says_the_same()
    {
        var picture = new DecodedImage(4, 4, [.. Enumerable.Range(0, 48).Select(i => (byte)(5 * i))]);

        var outside = Classify(TinyModels.Ours(), picture);
        var inside = Classify(TinyModels.Ours(new ExportOptions { NormalizeInside = true }), picture);

        Assert.Equal(outside, inside, CloseEnough);
    }

    [Fact]
    public void A_model_of_another_program_is_used_with_imagenets_numbers_and_a_note()
    {
        using var classifier = OnnxClassifier.Open(TinyModels.Foreign().ToByteArray(), "foreign.onnx", OneThread);

        Assert.Equal(ModelDescription.ImageNet(4, 4), classifier.Description.Preprocessing);
        Assert.Null(classifier.Description.ClassNames);
        Assert.Equal(
            "foreign.onnx does not say how its images are normalised; ImageNet's mean and deviation are used",
            Assert.Single(classifier.Description.Notes));
        var scores = new float[3];
        classifier.Run(Enumerable.Range(0, 48).Select(i => (float)i).ToArray(), scores);
        Assert.Equal([7.5f, 23.5f, 39.5f], scores);
    }

    [Fact]
    public void A_given_preprocessing_is_used_where_the_model_has_none_and_only_there()
    {
        var given = new Preprocessing(1, 4, 4, [0.125f], [1]);

        using var foreign = OnnxClassifier.Open(
            TinyModels.Foreign(channels: 1).ToByteArray(), "foreign", OneThread with { Preprocessing = given });
        using var ours = OnnxClassifier.Open(TinyModels.Ours(), "tiny", OneThread with { Preprocessing = given });

        Assert.Equal(given, foreign.Description.Preprocessing);
        Assert.Empty(foreign.Description.Notes);
        Assert.Equal(TinyModels.Network.Preprocessing, ours.Description.Preprocessing);
    }

    [Fact]
    public void Probabilities_are_not_made_of_probabilities()
    {
        var scores = new float[] { 0.5f, 0.25f, 0.25f };
        using var logits = OnnxClassifier.Open(TinyModels.Foreign().ToByteArray(), "logits", OneThread);
        using var softmax = OnnxClassifier.Open(TinyModels.Foreign(last: "Softmax").ToByteArray(), "softmax", OneThread);

        Assert.Equal(0.391, logits.Rank(scores, 1)[0].Probability, 0.001);
        Assert.Equal(0.5f, softmax.Rank(scores, 1)[0].Probability);
        Assert.Equal([0, 1, 2], softmax.Rank(scores, 9).Select(ranked => ranked.Index));
    }

    [Fact]
    public void Scores_that_are_no_numbers_are_named()
    {
        using var classifier = OnnxClassifier.Open(TinyModels.Foreign().ToByteArray(), "foreign.onnx", OneThread);

        var problem = Assert.Throws<InferenceException>(() => classifier.Rank([1, float.NaN, 2], 1));

        Assert.StartsWith("foreign.onnx: gives a score that is no number", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_threads_may_use_one_classifier()
    {
        using var classifier = OnnxClassifier.Open(TinyModels.Ours(), "tiny", OneThread);
        var inputs = Enumerable.Range(1, 8).Select(images => Draw.Image(images, 1, 4, 4)).ToArray();
        var alone = inputs.Select(Scores).ToArray();

        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
            Assert.Equal(alone[i % inputs.Length], Scores(inputs[i % inputs.Length])));

        float[] Scores(float[] input)
        {
            var scores = new float[input.Length / TinyModels.ImageLength * TinyModels.Classes];
            classifier.Run(input, scores);
            return scores;
        }
    }

    private static float[] Classify(byte[] model, DecodedImage picture)
    {
        using var classifier = OnnxClassifier.Open(model, "tiny", OneThread);
        var scores = new float[TinyModels.Classes];
        classifier.Run(ImagePreparation.ToInput(picture, classifier.Description.Preprocessing), scores);
        return scores;
    }

    private static bool CloseEnough(float expected, float actual) => Math.Abs(expected - actual) <= 1e-5f * (1 + Math.Abs(expected));
}
