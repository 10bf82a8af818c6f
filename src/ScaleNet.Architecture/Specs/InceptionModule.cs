namespace ScaleNet.Architecture.Specs;

/// <summary>Channels of the four branches of a GoogLeNet module.</summary>
/// <param name="Direct">Of the 1x1 branch.</param>
/// <param name="SmallReduced">Of the 1x1 convolution before the 3x3 one.</param>
/// <param name="Small">Of the 3x3 convolution.</param>
/// <param name="LargeReduced">Of the 1x1 convolution before the large one.</param>
/// <param name="Large">Of the large convolution: 5x5 in the paper, 3x3 in torchvision.</param>
/// <param name="Pooled">Of the 1x1 convolution after the pooling.</param>
public sealed record InceptionModule(int Direct, int SmallReduced, int Small, int LargeReduced, int Large, int Pooled)
{
    internal void Check(SpecProblems problems, string path)
    {
        problems.RequireWithin($"{path}.direct", Direct, 1, SpecValidator.MostChannels);
        problems.RequireWithin($"{path}.smallReduced", SmallReduced, 1, SpecValidator.MostChannels);
        problems.RequireWithin($"{path}.small", Small, 1, SpecValidator.MostChannels);
        problems.RequireWithin($"{path}.largeReduced", LargeReduced, 1, SpecValidator.MostChannels);
        problems.RequireWithin($"{path}.large", Large, 1, SpecValidator.MostChannels);
        problems.RequireWithin($"{path}.pooled", Pooled, 1, SpecValidator.MostChannels);
    }
}
