using System.Numerics;

namespace ScaleNet.Modeling.Detection;

/// <summary>Boxes that survived, side by side for comparison in vectors.</summary>
internal sealed class KeptBoxes
{
    private const int FirstCapacity = 64; // whole vectors of every processor

    private float[] _x1 = new float[FirstCapacity];
    private float[] _y1 = new float[FirstCapacity];
    private float[] _x2 = new float[FirstCapacity];
    private float[] _y2 = new float[FirstCapacity];
    private float[] _areas = new float[FirstCapacity];
    private int _count;

    /// <summary>Takes a box unless its overlap with one that is there exceeds <paramref name="limit"/>.</summary>
    public bool TryAdd(ReadOnlySpan<float> box, float limit)
    {
        var area = (box[2] - box[0]) * (box[3] - box[1]);
        if (IsSuppressed(box, area, limit))
        {
            return false;
        }

        if (_count == _x1.Length)
        {
            Grow();
        }

        (_x1[_count], _y1[_count], _x2[_count], _y2[_count]) = (box[0], box[1], box[2], box[3]);
        _areas[_count++] = area;
        return true;
    }

    // The places after the last box are zeros: a box without place or area, whose overlap with another is 0 or NaN.
    private bool IsSuppressed(ReadOnlySpan<float> box, float area, float limit)
    {
        var (x1, y1) = (new Vector<float>(box[0]), new Vector<float>(box[1]));
        var (x2, y2) = (new Vector<float>(box[2]), new Vector<float>(box[3]));
        var (own, most) = (new Vector<float>(area), new Vector<float>(limit));
        for (var i = 0; i < _count; i += Vector<float>.Count)
        {
            var width = Vector.Min(x2, new Vector<float>(_x2, i)) - Vector.Max(x1, new Vector<float>(_x1, i));
            var height = Vector.Min(y2, new Vector<float>(_y2, i)) - Vector.Max(y1, new Vector<float>(_y1, i));
            var shared = Vector.Max(width, Vector<float>.Zero) * Vector.Max(height, Vector<float>.Zero);
            var overlap = shared / (own + new Vector<float>(_areas, i) - shared);
            if (Vector.GreaterThanAny(overlap, most))
            {
                return true;
            }
        }

        return false;
    }

    private void Grow()
    {
        var capacity = 2 * _count;
        Array.Resize(ref _x1, capacity);
        Array.Resize(ref _y1, capacity);
        Array.Resize(ref _x2, capacity);
        Array.Resize(ref _y2, capacity);
        Array.Resize(ref _areas, capacity);
    }
}
