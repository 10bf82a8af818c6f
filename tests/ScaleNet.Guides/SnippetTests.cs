using ScaleNet.Deployment.Inference;
using ScaleNet.Guides.Snippets;
using ScaleNet.Serving;
using static TorchSharp.torch;

// The snippets name files of the current folder, which is one for the whole process.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace ScaleNet.Guides;

/// <summary>The C# of the guides compiles, does what the guides say, and is what stands in them.</summary>
public sealed class SnippetTests
{
    [Theory]
    [InlineData("predict", nameof(PredictSnippet))]
    [InlineData("backbone", nameof(BackboneSnippet))]
    [InlineData("serve", nameof(ServeSnippet))]
    public void A_guide_shows_the_code_that_is_tested(string guide, string snippet) =>
        Assert.Equal(Guide.Snippet(snippet), Assert.Single(Guide.Blocks(guide, "csharp")));

    [Fact]
    public void A_guide_without_tested_code_shows_none() => Assert.Empty(Guide.Blocks("train", "csharp"));

    [Theory]
    [InlineData("predict")]
    [InlineData("train")]
    [InlineData("backbone")]
    [InlineData("serve")]
    public void A_guide_is_short(string guide)
    {
        const int pageAndAHalf = 90; // lines

        Assert.InRange(Rules.Tests.Repository.Read($"docs/guides/{guide}.md").Split('\n').Length, 20, pageAndAHalf);
    }

    [Fact]
    public void Predicting_names_three_classes_with_falling_probabilities()
    {
        using var folder = new WorkFolder();
        WorkFolder.Export("network.onnx");
        using var output = new StringWriter { NewLine = "\n" };

        PredictSnippet.Run(output);

        var lines = output.ToString().TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Matches(@"^class \d+: \d+\.\d %$", line));
    }

    [Fact]
    public void A_graph_is_counted_trained_and_exported()
    {
        using var folder = new WorkFolder();
        using var scope = NewDisposeScope();
        using var output = new StringWriter { NewLine = "\n" };
        var noise = new Generator(3);
        var labels = tensor(new long[] { 0, 1, 0, 1, 0, 1, 0, 1 });
        var images = randn([8, 3, 32, 32], generator: noise) + (labels.view(8, 1, 1, 1) * 4); // bright and dark ones

        var losses = BackboneSnippet.Run(output, images, labels);

        // 3*16*9 + 2*16 + 16*12*9 + 2*12 + 16*8*9 + 2*8 + 20*2 + 2; the convolutions at 16x16, 16x16 and 8x8, and 20*2.
        Assert.Equal("3426 parameters, 626728 multiply-accumulates\n", output.ToString());
        Assert.True(losses[^1] < losses[0] * 0.8, $"{losses[0]} fell to {losses[^1]} only");
        using var model = OnnxModel.Open("mine.onnx");
        Assert.NotNull(model);
    }

    [Fact]
    public async Task A_server_tells_what_a_picture_shows()
    {
        using var folder = new WorkFolder();
        WorkFolder.Export("network.onnx");
        await using var server = await Server.StartAsync(
            new ServerOptions { Models = ["network.onnx"], Port = 0 }, TestContext.Current.CancellationToken);
        using var output = new StringWriter { NewLine = "\n" };

        await ServeSnippet.RunAsync(server.Address, output);

        Assert.Matches(@"^(class \d+: [\d.E-]+\n){3}$", output.ToString());
    }
}
