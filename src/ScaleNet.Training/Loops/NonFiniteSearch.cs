using ScaleNet.Modeling;
using ScaleNet.Training.Optimization;
using static TorchSharp.torch;

namespace ScaleNet.Training.Loops;

/// <summary>Finds where infinities and NaN come from, after one was seen: it may take its time.</summary>
internal static class NonFiniteSearch
{
    /// <summary>The input, a tensor of the state, or the first node whose map is not finite; null if all are.</summary>
    /// <param name="module">The network, in training; its running statistics are as they were afterwards.</param>
    /// <param name="images">[N, C, H, W].</param>
    public static string? FirstBad(GraphModule module, Tensor images)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        if (!IsFinite(images))
        {
            return "the images";
        }

        foreach (var (key, value) in module.state_dict())
        {
            if (!IsFinite(value))
            {
                return key;
            }
        }

        var joint = module.JointStatistics;
        module.JointStatistics = null; // other ranks do not search
        using var statistics = new RunningStatistics(module);
        try
        {
            return module.Graph.Nodes
                .FirstOrDefault(node => !IsFinite(module.RunTo(node, images))) is { } bad
                    ? $"{bad.Path} ({bad.Op.GetType().Name})"
                    : null;
        }
        finally
        {
            statistics.Restore();
            module.JointStatistics = joint;
        }
    }

    /// <summary>The first parameter whose gradient is not finite; null if all are.</summary>
    public static string? FirstBadGradient(IReadOnlyList<TrainedParameter> parameters)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        return parameters.FirstOrDefault(parameter => parameter.Value.grad is { } gradient && !IsFinite(gradient))?.Key;
    }

    private static bool IsFinite(Tensor values) =>
        !values.is_floating_point() || values.isfinite().all().cpu().item<bool>();
}
