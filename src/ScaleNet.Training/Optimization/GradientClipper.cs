using ScaleNet.Training.Recipes;
using static TorchSharp.torch;

namespace ScaleNet.Training.Optimization;

/// <summary>Measures the gradients of a step, and keeps them within a limit.</summary>
/// <remarks>torch.nn.utils.clip_grad_norm_ and clip_grad_value_; the norm is summed in float64, in the order of the parameters.</remarks>
internal sealed class GradientClipper(GradientClipping? clipping)
{
    private const double Epsilon = 1e-6; // PyTorch's, in clip_grad_norm_

    /// <summary>Limits the gradients in place, where there is a limit.</summary>
    /// <returns>The L2 norm of all gradients together, before; infinite or NaN where a gradient is.</returns>
    public double Clip(IReadOnlyList<TrainedParameter> parameters)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var gradients = parameters.Select(parameter => parameter.Value.grad).OfType<Tensor>().ToList();
        var norm = Norm(gradients);
        if (clipping is { Mode: ClipMode.Norm } && clipping.Limit / (norm + Epsilon) is < 1 and var factor)
        {
            gradients.ForEach(gradient => gradient.mul_(factor));
        }
        else if (clipping is { Mode: ClipMode.Value } && double.IsFinite(norm))
        {
            gradients.ForEach(gradient => gradient.clamp_(-clipping.Limit, clipping.Limit));
        }

        return norm;
    }

    private static double Norm(List<Tensor> gradients)
    {
        if (gradients.Count == 0)
        {
            return 0;
        }

        // The norms go to the host in one piece.
        var norms = stack(gradients.Select(gradient => linalg.vector_norm(gradient))).cpu();
        return Math.Sqrt(norms.data<float>().ToArray().Sum(value => (double)value * value));
    }
}
