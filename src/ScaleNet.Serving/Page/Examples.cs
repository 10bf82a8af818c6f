using ScaleNet.Data.Datasets;

namespace ScaleNet.Serving.Page;

/// <summary>A picture of each kind of clothing, from the test images of Fashion-MNIST that this software carries.</summary>
internal sealed class Examples
{
    private readonly Lazy<IReadOnlyList<Example>> _all = new(Make);

    /// <summary>The pictures, in the order of the classes; made when they are first asked for.</summary>
    public IReadOnlyList<Example> All => _all.Value;

    private static Example[] Make()
    {
        var data = FashionMnist.LoadEmbedded();
        return
        [
            .. FashionMnist.ClassNames.Select((name, label) =>
            {
                var index = Enumerable.Range(0, data.Test.Count).First(at => data.Test.Label(at) == label);
                return new Example(name, data.Test.ExamplePng(index, data.Preprocessing));
            }),
        ];
    }
}
