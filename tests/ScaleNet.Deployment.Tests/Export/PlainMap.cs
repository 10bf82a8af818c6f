using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Deployment.Tests.Export;

/// <summary>One sample's map in double precision.</summary>
internal sealed class PlainMap(int channels, int height, int width)
{
    public MapShape Shape { get; } = new(channels, height, width);

    public double[] Values { get; init; } = new double[channels * height * width];

    /// <summary>A value; outside the map <paramref name="outside"/>.</summary>
    public double At(int channel, int y, int x, double outside = 0) =>
        y < 0 || x < 0 || y >= Shape.Height || x >= Shape.Width
            ? outside
            : Values[(((channel * Shape.Height) + y) * Shape.Width) + x];

    /// <summary>A map computed value by value.</summary>
    public static PlainMap Of(MapShape shape, Func<int, int, int, double> value)
    {
        var map = new PlainMap(shape.Channels, shape.Height, shape.Width);
        var index = 0;
        for (var channel = 0; channel < shape.Channels; channel++)
        {
            for (var y = 0; y < shape.Height; y++)
            {
                for (var x = 0; x < shape.Width; x++)
                {
                    map.Values[index++] = value(channel, y, x);
                }
            }
        }

        return map;
    }
}
