using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>Each image's map of each level, level by level: views, so that none is beyond the reach of a span.</summary>
internal sealed class MapViews : IDisposable
{
    public MapViews(IEnumerable<Tensor> levels)
    {
        Maps = [.. levels.SelectMany(level => Enumerable.Range(0, (int)level.shape[0]).Select(image => level.select(0, image)))];
    }

    public IReadOnlyList<Tensor> Maps { get; }

    public void Dispose()
    {
        foreach (var map in Maps)
        {
            map.Dispose();
        }
    }
}
