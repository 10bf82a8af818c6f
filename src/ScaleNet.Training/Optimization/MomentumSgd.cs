using ScaleNet.Architecture;
using ScaleNet.Architecture.Weights;
using ScaleNet.Training.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace ScaleNet.Training.Optimization;

/// <summary>Gradient descent with momentum, with exactly PyTorch's arithmetic (torch.optim.SGD, dampening 0).</summary>
/// <remarks>
/// Ours, because the buffers must go to a checkpoint by key: TorchSharp's optimizers save in a format of their own.
/// A buffer does not exist before its first step, in which it becomes the gradient.
/// </remarks>
internal sealed class MomentumSgd : IDisposable
{
    private readonly IReadOnlyList<TrainedParameter> _parameters;
    private readonly Dictionary<string, Tensor> _buffers = new(StringComparer.Ordinal);
    private readonly Scalar _one = 1.0.ToScalar();
    private readonly Scalar _momentum;
    private readonly Scalar _weightDecay;
    private readonly bool _hasMomentum;
    private readonly bool _hasDecay;
    private readonly bool _nesterov;

    public MomentumSgd(IReadOnlyList<TrainedParameter> parameters, TrainingRecipe recipe)
    {
        _parameters = parameters;
        _momentum = recipe.Momentum.ToScalar();
        _weightDecay = recipe.WeightDecay.ToScalar();
        _hasMomentum = recipe.Momentum != 0;
        _hasDecay = recipe.WeightDecay != 0;
        _nesterov = recipe.Nesterov;
    }

    /// <summary>Forgets the gradients, so that every step's are the same numbers as after resuming: fresh, not added to zero.</summary>
    public void ClearGradients()
    {
        foreach (var parameter in _parameters)
        {
            parameter.Value.grad = null;
        }
    }

    /// <summary>Moves every parameter that has a gradient; the gradients are spoiled.</summary>
    public void Step(double learningRate)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        using var minusRate = (-learningRate).ToScalar();
        foreach (var parameter in _parameters)
        {
            if (parameter.Value.grad is { } gradient)
            {
                if (_hasDecay && parameter.Decays)
                {
                    gradient.add_(parameter.Value, _weightDecay);
                }

                parameter.Value.add_(_hasMomentum ? Direction(parameter.Key, gradient) : gradient, minusRate);
            }
        }
    }

    /// <summary>The buffers by their parameters' keys.</summary>
    public WeightFile Save(IReadOnlyDictionary<string, string> metadata)
    {
        using var scope = NewDisposeScope();
        return new WeightFile(
            _parameters.Where(parameter => _buffers.ContainsKey(parameter.Key))
                .Select(parameter => KeyValuePair.Create(parameter.Key, Read(_buffers[parameter.Key]))),
            metadata);
    }

    /// <summary>Takes buffers that <see cref="Save"/> gave.</summary>
    /// <exception cref="CheckpointException">A buffer is of no parameter of this network, or of another shape.</exception>
    public void Load(WeightFile file, string source)
    {
        DropBuffers();
        foreach (var parameter in _parameters)
        {
            if (file.Tensors.TryGetValue(parameter.Key, out var stored))
            {
                RequireShape(parameter, stored, source);
                _buffers[parameter.Key] = Restore(parameter.Value, stored);
            }
        }

        if (_buffers.Count != file.Tensors.Count)
        {
            var stray = file.Tensors.Keys.First(key => !_buffers.ContainsKey(key));
            throw new CheckpointException($"{source}: momentum of '{stray}', which the network does not have.");
        }
    }

    public void Dispose()
    {
        DropBuffers();
        _one.Dispose();
        _momentum.Dispose();
        _weightDecay.Dispose();
    }

    private Tensor Direction(string key, Tensor gradient)
    {
        if (_buffers.TryGetValue(key, out var buffer))
        {
            buffer.mul_(_momentum).add_(gradient, _one);
        }
        else
        {
            _buffers[key] = buffer = gradient.clone().DetachFromDisposeScope(); // lives as long as the optimizer
        }

        return _nesterov ? gradient.add_(buffer, _momentum) : buffer;
    }

    private static WeightTensor Read(Tensor buffer)
    {
        using var host = buffer.cpu().contiguous();
        return new WeightTensor(ElementType.Float32, [.. host.shape], host.bytes.ToArray());
    }

    private static Tensor Restore(Tensor parameter, WeightTensor stored)
    {
        using var host = empty([.. stored.Shape], ScalarType.Float32);
        stored.Data.Span.CopyTo(host.bytes);
        return host.to(parameter.device, copy: true).DetachFromDisposeScope();
    }

    private static void RequireShape(TrainedParameter parameter, WeightTensor stored, string source)
    {
        if (stored.ElementType != ElementType.Float32 || !stored.Shape.SequenceEqual(parameter.Value.shape))
        {
            throw new CheckpointException(
                $"{source}: momentum of '{parameter.Key}' is {stored.ElementType} [{string.Join(", ", stored.Shape)}], "
                + $"expected Float32 [{string.Join(", ", parameter.Value.shape)}].");
        }
    }

    private void DropBuffers()
    {
        foreach (var buffer in _buffers.Values)
        {
            buffer.Dispose();
        }

        _buffers.Clear();
    }
}
