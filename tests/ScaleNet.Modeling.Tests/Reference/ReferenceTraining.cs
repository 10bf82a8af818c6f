using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ScaleNet.Modeling.Tests.Reference;

/// <summary>The few steps of stochastic gradient descent that the reference files record.</summary>
internal sealed record ReferenceTraining(double[] Losses, double[] GradientNorms, double ParameterNorm)
{
    public static ReferenceTraining Run(GraphModule module, ReferenceFile.Case test, ScalarType type, int steps)
    {
        using var scope = NewDisposeScope();
        module.train();
        var device = module.parameters().First().device;
        var image = ReferenceFill.Image(test.Input, type).to(device);
        var labels = tensor(test.Labels!).to(device);
        using var optimizer = optim.SGD(
            module.parameters(), test.Optimizer!.Lr, test.Optimizer.Momentum, weight_decay: test.Optimizer.WeightDecay);
        var losses = new double[steps];
        var gradients = new double[steps];
        for (var step = 0; step < steps; step++)
        {
            using var stepScope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = F.cross_entropy(module.call(image), labels);
            loss.backward();
            losses[step] = loss.to(ScalarType.Float64).item<double>();
            gradients[step] = Norm(module.parameters().Select(parameter => parameter.grad!));
            optimizer.step();
        }

        return new ReferenceTraining(losses, gradients, Norm(module.parameters()));
    }

    private static double Norm(IEnumerable<Tensor> tensors)
    {
        using var scope = NewDisposeScope();
        return Math.Sqrt(tensors.Select(t => t.detach().to(ScalarType.Float64)).Sum(t => t.mul(t).sum().item<double>()));
    }
}
