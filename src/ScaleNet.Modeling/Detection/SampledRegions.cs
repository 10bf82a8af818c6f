using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>The regions of a batch that the second stage learns from; without gradient.</summary>
/// <param name="Boxes">[n, 4] of each image, pixels of the resized image.</param>
/// <param name="Labels">int64 [R] over all images, 0 for background.</param>
/// <param name="Corrections">[positive, 4], the wanted corrections of those with a class, in order.</param>
internal sealed record SampledRegions(IReadOnlyList<Tensor> Boxes, Tensor Labels, Tensor Corrections);
