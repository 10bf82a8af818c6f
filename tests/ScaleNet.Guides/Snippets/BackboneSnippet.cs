#region guide
using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Deployment.Export;
using ScaleNet.Modeling;
using static TorchSharp.torch;
#endregion

namespace ScaleNet.Guides.Snippets;

/// <summary>The program of <c>docs/guides/backbone.md</c>; the regions are compared with it.</summary>
internal static class BackboneSnippet
{
    /// <returns>The loss before each step.</returns>
    public static IReadOnlyList<float> Run(TextWriter output, Tensor images, Tensor labels)
    {
        var losses = new List<float>();
        #region guide
        var g = new GraphBuilder("two scales");
        var x = g.Relu(g.ConvBn(g.Input(3), "conv1", "bn1", channels: 16, kernel: 3, stride: 2));
        var fine = g.ConvBn(x, "fine.conv", "fine.bn", channels: 12, kernel: 3);
        var coarse = g.ConvBn(g.MaxPool(x, kernel: 2, stride: 2), "coarse.conv", "coarse.bn", channels: 8, kernel: 3);
        x = g.Relu(g.Concat([fine, g.Resize(coarse, like: x, ResizeMode.Nearest)]));
        g.Output(Graph.Logits, g.Linear(g.Flatten(g.GlobalAvgPool(x)), "fc", features: 2));
        var graph = g.Build();

        // What it costs.
        var cost = CostModel.Measure(graph, height: 32, width: 32);
        output.WriteLine($"{cost.Parameters} parameters, {cost.Macs} multiply-accumulates");

        // A module of TorchSharp, for any loss and optimizer; the keys of its state are the paths above.
        using var network = new GraphModule(graph);
        ModuleState.Initialize(network, seed: 1);
        using var sgd = optim.SGD(network.parameters(), learningRate: 0.1);
        for (var step = 0; step < 20; step++)
        {
            using var scope = NewDisposeScope();
            sgd.zero_grad();
            var loss = nn.functional.cross_entropy(network.call(images), labels);
            loss.backward();
            sgd.step();
            losses.Add(loss.item<float>());
        }

        // An ONNX model, for any program.
        OnnxExporter.ToFile(graph, ModuleState.Save(network), "mine.onnx", new ExportOptions { Height = 32, Width = 32 });
        #endregion
        return losses;
    }
}
