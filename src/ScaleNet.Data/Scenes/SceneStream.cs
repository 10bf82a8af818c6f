using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Scenes;

/// <summary>Where the randomness of a part's scenes comes from.</summary>
/// <param name="Seed">Of the set.</param>
/// <param name="Part">Number of the part: no two parts have the same random numbers.</param>
internal readonly record struct SceneStream(long Seed, int Part)
{
    /// <summary>The random numbers of one scene.</summary>
    public SampleRandom Of(int index) => SampleRandom.For(Seed, Part, index);
}
