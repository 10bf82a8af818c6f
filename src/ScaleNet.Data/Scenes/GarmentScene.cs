namespace ScaleNet.Data.Scenes;

/// <summary>What lies where on a painted scene.</summary>
/// <param name="garment">The whole garment, whose class is the scene's.</param>
/// <param name="fragments">Pieces of others below it, the lowest first; valid until the painter's next scene.</param>
internal readonly ref struct GarmentScene(ScenePlacement garment, ReadOnlySpan<ScenePlacement> fragments)
{
    /// <summary>The whole garment.</summary>
    public ScenePlacement Garment { get; } = garment;

    /// <summary>Pieces of others.</summary>
    public ReadOnlySpan<ScenePlacement> Fragments { get; } = fragments;
}
