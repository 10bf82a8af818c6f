using ScaleNet.Data.Images;
using ScaleNet.Modeling;
using ScaleNet.Training.Optimization;
using ScaleNet.Training.Recipes;
using static TorchSharp.torch;

namespace ScaleNet.Training.Loops;

/// <summary>The step of a training, again and again on the same images: for measurements.</summary>
public sealed class RepeatedStep : IDisposable
{
    private readonly GraphModule _module;
    private readonly MomentumSgd _optimizer;
    private readonly TrainingRecipe _recipe;
    private readonly Tensor _images;
    private readonly Tensor _labels;
    private long _step;

    /// <summary>Prepares it.</summary>
    /// <param name="module">The network; borrowed, its weights move.</param>
    /// <param name="recipe">Momentum, decay and rate.</param>
    /// <param name="images">[N, C, H, W], row-major; copied to the network's device.</param>
    /// <param name="shape">Shape of one image.</param>
    public RepeatedStep(GraphModule module, TrainingRecipe recipe, ReadOnlySpan<float> images, ImageShape shape)
    {
        _module = module;
        _module.train();
        _recipe = recipe;
        _optimizer = new MomentumSgd(TrainedParameter.Of([module], recipe.DecayBatchNorm), recipe);
        var device = BatchTensors.DeviceOf(module);
        _images = BatchTensors.Images(images, images.Length / shape.Length, shape, device);
        _labels = zeros(_images.shape[0], ScalarType.Int64, device);
    }

    /// <summary>Forward, loss, backward and the optimizer's step.</summary>
    /// <returns>The loss before the step.</returns>
    public double Run()
    {
        using var scope = NewDisposeScope();
        _module.DropoutSeed = StepSeed.Of(_recipe.Seed, _step++);
        var loss = nn.functional.cross_entropy(_module.call(_images), _labels, label_smoothing: _recipe.LabelSmoothing);
        _optimizer.ClearGradients();
        loss.backward();
        _optimizer.Step(_recipe.LearningRate);
        return loss.detach().to(ScalarType.Float64).cpu().item<double>();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _images.Dispose();
        _labels.Dispose();
        _optimizer.Dispose();
    }
}
