using ScaleNet.Architecture.Specs;
using ScaleNet.Modeling;
using ScaleNet.Modeling.Backend;
using ScaleNet.Modeling.Execution;
using ScaleNet.Training.Loops;
using ScaleNet.Training.Recipes;
using static TorchSharp.torch;

namespace ScaleNet.Cli.Speed;

/// <summary>The training step of <c>train</c>: forward, loss, backward, momentum SGD.</summary>
internal sealed class TrainingCall : IRepeatedCall
{
    private const string Recipe = "imagenet-multistep-100";
    private const double SmallRate = 1e-6; // the same batch again and again: the weights should stay where they are

    private readonly GraphModule _module;
    private readonly RepeatedStep _step;

    public TrainingCall(NetworkSpec spec, int seed, Workload workload, ExecutionOptions options, Device device)
    {
        var images = SyntheticImages.Create(spec, workload);
        _module = new GraphModule(spec.Lower(), options, device: device);
        ModuleState.Initialize(_module, seed);
        var recipe = RecipeFile.Load(Recipe) with { LearningRate = SmallRate };
        _step = new RepeatedStep(_module, recipe, images.Values, images.Shape);
    }

    public void Run()
    {
        _ = _step.Run();
        if (_module.parameters().First().device_type == TorchSharp.DeviceType.CUDA)
        {
            CudaDevice.Synchronize(); // the loss is there before the weights have moved
        }
    }

    public void Dispose()
    {
        _step.Dispose();
        _module.Dispose();
    }
}
