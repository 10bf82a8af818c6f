using ScaleNet.Architecture.Specs;
using ScaleNet.Data.Images;

namespace ScaleNet.Cli.Speed;

/// <summary>Images of noise: what they show changes no time.</summary>
/// <param name="Values">[N, C, H, W], in [-1, 1).</param>
/// <param name="Shape">One image.</param>
internal sealed record SyntheticImages(float[] Values, ImageShape Shape)
{
    private const int Seed = 0;

    public static SyntheticImages Create(NetworkSpec spec, Workload workload)
    {
        var shape = new ImageShape(spec.InputChannels, workload.Size, workload.Size);
        var random = new Random(Seed);
        var values = new float[checked(workload.Batch * shape.Length)];
        foreach (ref var value in values.AsSpan())
        {
            value = (2 * random.NextSingle()) - 1;
        }

        return new SyntheticImages(values, shape);
    }
}
