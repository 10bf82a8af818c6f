using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>The reading of regions as one differentiable operation: of the maps' values, not of the boxes.</summary>
/// <remarks>Arguments: one contiguous [N, H, W, C] a level, then the <see cref="RoiPlan"/>.</remarks>
internal sealed class RoiAlignFunction : autograd.SingleTensorFunction<RoiAlignFunction>
{
    private const string PlanKey = "plan";

    /// <inheritdoc/>
    public override string Name => "RoIAlign";

    /// <summary>[R, C, height, width].</summary>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var plan = (RoiPlan)vars[^1];
        ctx.save_data(PlanKey, plan);
        var maps = vars[..^1].Cast<Tensor>().ToList();
        var output = empty(
            [plan.Regions.Length, plan.Channels, plan.Options.Height, plan.Options.Width], maps[0].dtype);
        using var views = new MapViews(maps);
        if (output.dtype == ScalarType.Float64)
        {
            RoiAlignKernel<double>.Forward(plan, views.Maps, output);
        }
        else
        {
            RoiAlignKernel<float>.Forward(plan, views.Maps, output);
        }

        return output;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var plan = (RoiPlan)ctx.get_data(PlanKey);
        using var gradient = grad_output.contiguous();
        var maps = plan.Shapes.Select(shape => zeros([.. shape], gradient.dtype)).ToList();
        using var views = new MapViews(maps);
        if (gradient.dtype == ScalarType.Float64)
        {
            RoiAlignKernel<double>.Backward(plan, gradient, views.Maps);
        }
        else
        {
            RoiAlignKernel<float>.Backward(plan, gradient, views.Maps);
        }

        grad_output.Dispose();
        return [.. maps, null!];
    }
}
