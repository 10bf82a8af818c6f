using ScaleNet.Architecture.Tests;
using ScaleNet.Serving.Models;

namespace ScaleNet.Serving.Tests.Models;

/// <summary>What is said of models to who asks them: nothing of where their files are.</summary>
public sealed class ModelWordsTests
{
    [Theory]
    [InlineData("v1/classify?model=finder", "model 'finder': does not classify pictures (got the ")]
    [InlineData("v1/detect?model=ours", "model 'ours': does not find objects (is no detector ")]
    [InlineData("v1/classify?model=mymodel", "model 'mymodel': does not classify pictures (got the inputs ")]
    public async Task A_model_that_cannot_is_called_by_its_name(string address, string words)
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(folder.Ours(), folder.Detector(), folder.OfTheExamples());
        using var picture = TestDetectors.Body(TestDetectors.Scene);

        var (status, answer) = await served.PostAsync(address, picture);

        Assert.Equal(400, status);
        var error = answer.GetProperty("error").GetString();
        Assert.StartsWith(words, error, StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Path, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1/models")]
    [InlineData("v1/models/means/network")]
    [InlineData("v1/models/mymodel/network")]
    public async Task So_is_one_that_is_described(string address)
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(folder.Means(), folder.OfTheExamples());

        var (status, text) = await served.GetAsync(address);

        Assert.Equal(200, status);
        Assert.DoesNotContain(folder.Path, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/data/m.onnx: the model fails (so). Give other tensors.", "model 'm': the model fails (so). Give other tensors.")]
    [InlineData("output 'a': the model gives NaN", "output 'a': the model gives NaN")]
    public void One_that_fails_is_called_by_its_name(string message, string expected) =>
        Assert.Equal(expected, ModelWords.ByName(message, new ModelFile("m", 1, "/data/m.onnx")));
}
