using ScaleNet.Modeling;
using static TorchSharp.torch;

namespace ScaleNet.Training.Loops;

/// <summary>While it lives, a network evaluates and keeps nothing for gradients; then it is as it was.</summary>
internal sealed class EvaluationMode : IDisposable
{
    private readonly IDisposable _noGradient = no_grad();
    private readonly GraphModule _module;
    private readonly bool _wasTraining;

    public EvaluationMode(GraphModule module)
    {
        _module = module;
        _wasTraining = module.training;
        module.eval();
    }

    public void Dispose()
    {
        _module.train(_wasTraining);
        _noGradient.Dispose();
    }
}
