using ScaleNet.Training.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace ScaleNet.Training.Optimization;

/// <summary>Measures the gradients of a step, and keeps them within a limit.</summary>
/// <remarks>torch.nn.utils.clip_grad_norm_ and clip_grad_value_; norms of single parameters are
/// float32, and summed in float64 in the order of the parameters. Gradients that are not finite stay as they are, for who looks for them.</remarks>
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
        if (clipping is null || !double.IsFinite(norm))
        {
            return norm;
        }

        if (clipping.Mode == ClipMode.Value)
        {
            using var least = (-clipping.Limit).ToScalar();
            using var most = clipping.Limit.ToScalar();
            gradients.ForEach(gradient => gradient.clamp_(least, most));
        }
        else if (clipping.Limit / (norm + Epsilon) is < 1 and var share)
        {
            using var factor = share.ToScalar();
            gradients.ForEach(gradient => gradient.mul_(factor));
        }

        return norm;
    }

    private static double Norm(List<Tensor> gradients)
    {
        if (gradients.Count == 0)
        {
            return 0;
        }

        // Squares of finite gradients may be too large for a float32, above 1e19.
        var norm = Norm(gradients, ScalarType.Float32);
        return double.IsFinite(norm) ? norm : Norm(gradients, ScalarType.Float64);
    }

    private static double Norm(List<Tensor> gradients, ScalarType type)
    {
        // The norms go to the host in one piece.
        var norms = stack(gradients.Select(gradient => gradient.to(type).norm())).to(ScalarType.Float64).cpu();
        return Math.Sqrt(norms.data<double>().ToArray().Sum(value => value * value));
    }
}
