using ScaleNet.Data.Datasets;
using ScaleNet.Data.Scenes;
using ScaleNet.Serving.Models;

namespace ScaleNet.Serving.Page;

/// <summary>
/// A picture of each kind of clothing, from the test images of Fashion-MNIST that this software carries, and scenes of such clothes.
/// </summary>
internal sealed class Examples
{
    private static readonly DetectionSceneSettings Scenes = new()
    {
        ValidationImages = 4,
        Objects = new CountRange(2, 5),
        Clutter = new CountRange(0, 3),
        LeastSize = 0.2,
        EmptyShare = 0,
        CrowdShare = 0,
    };

    private readonly Lazy<IReadOnlyList<Example>> _all = new(Make);

    /// <summary>The clothes in the order of their classes, then the scenes; made when they are first asked for.</summary>
    public IReadOnlyList<Example> All => _all.Value;

    private static Example[] Make()
    {
        var data = FashionMnist.LoadEmbedded();
        return
        [
            .. FashionMnist.ClassNames.Select((name, label) =>
            {
                var index = Enumerable.Range(0, data.Test.Count).First(at => data.Test.Label(at) == label);
                return new Example(name, ModelKind.Classification, data.Test.ExamplePng(index, data.Preprocessing));
            }),
            .. DetectionScenes.Paint(data, Scenes).Select(scene =>
                new Example(string.Join(", ", scene.ClassNames), ModelKind.Detection, scene.Picture)),
        ];
    }
}
