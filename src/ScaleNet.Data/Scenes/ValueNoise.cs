using System.Numerics;
using System.Runtime.InteropServices;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Scenes;

/// <summary>Smooth random texture: random levels on square lattices, interpolated between their points and summed (value noise).</summary>
/// <remarks>
/// The coarsest lattice has cells of half the long side, each further one (octave) cells half as wide, down to 2 px.
/// Single operations of IEEE arithmetic in a fixed order: the same bits on every machine. The memory is kept.
/// </remarks>
internal sealed class ValueNoise
{
    private const int CoarsestPerSide = 2; // cells of the coarsest lattice along the long side
    private const int FinestCell = 2; // px; below, it would be white noise
    private const int LevelsPerDraw = sizeof(ulong);

    private float[] _values = [];
    private float[] _rows = [];
    private float[] _ease = [];
    private ulong[] _levels = [];

    /// <summary>The next texture.</summary>
    /// <param name="random">Decides it.</param>
    /// <param name="width">Columns, px.</param>
    /// <param name="height">Rows, px.</param>
    /// <param name="persistence">Strength of each octave as a share of the coarser one's.</param>
    /// <returns>Values in [0,1] row by row; valid until the next call.</returns>
    public ReadOnlySpan<float> Draw(ref SampleRandom random, int width, int height, float persistence)
    {
        var values = Grow(ref _values, width * height);
        values.Clear();
        int coarsest = Math.Max(FinestCell, Math.Max(width, height) / CoarsestPerSide);
        float total = 0;
        for ((int cell, float strength) = (coarsest, 1); cell >= FinestCell; cell /= 2, strength *= persistence)
        {
            total += strength;
        }

        for ((int cell, float strength) = (coarsest, 1 / total); cell >= FinestCell; cell /= 2, strength *= persistence)
        {
            AddOctave(ref random, values, width, cell, strength / byte.MaxValue);
        }

        return values;
    }

    private void AddOctave(ref SampleRandom random, Span<float> values, int width, int cell, float strength)
    {
        // Lattices of all octaves would otherwise share points, which show as a grid.
        var (left, top) = (random.NextInt32(cell), random.NextInt32(cell));
        int height = values.Length / width;
        var ease = Ease(cell);
        int rows = ((height - 1 + top) / cell) + 2;
        var expanded = Expand(ref random, rows, width, left, ease);
        for (int y = 0; y < height; y++)
        {
            int upper = (y + top) / cell;
            Mix(
                expanded.Slice(upper * width, width), expanded.Slice((upper + 1) * width, width),
                ease[(y + top) % cell], strength, values.Slice(y * width, width));
        }
    }

    /// <summary>How far each pixel of a cell is on the way from one lattice point to the next: 3 t^2 - 2 t^3.</summary>
    private ReadOnlySpan<float> Ease(int cell)
    {
        var ease = Grow(ref _ease, cell);
        for (int i = 0; i < cell; i++)
        {
            float way = (i + 0.5f) / cell;
            ease[i] = way * way * (3 - (2 * way));
        }

        return ease;
    }

    /// <summary>Every row of the lattice at full width.</summary>
    private ReadOnlySpan<float> Expand(ref SampleRandom random, int rows, int width, int left, ReadOnlySpan<float> ease)
    {
        int columns = ((width - 1 + left) / ease.Length) + 2;
        var levels = Levels(ref random, rows * columns);
        var expanded = Grow(ref _rows, rows * width);
        for (int row = 0; row < rows; row++)
        {
            var points = levels.Slice(row * columns, columns);
            var target = expanded.Slice(row * width, width);
            for ((int x, int point, int within) = (0, 0, left); x < width; point++, within = 0)
            {
                (float start, float way) = (points[point], points[point + 1] - points[point]);
                for (; within < ease.Length && x < width; within++, x++)
                {
                    target[x] = start + (way * ease[within]);
                }
            }
        }

        return expanded;
    }

    private ReadOnlySpan<byte> Levels(ref SampleRandom random, int count)
    {
        int draws = (count + LevelsPerDraw - 1) / LevelsPerDraw;
        var bits = Grow(ref _levels, draws);
        foreach (ref ulong eight in bits)
        {
            ulong drawn = random.NextUInt64();
            eight = BitConverter.IsLittleEndian ? drawn : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(drawn);
        }

        return MemoryMarshal.AsBytes(bits)[..count];
    }

    private static void Mix(ReadOnlySpan<float> upper, ReadOnlySpan<float> lower, float way, float strength, Span<float> sums)
    {
        int x = 0;
        for (; x <= sums.Length - Vector<float>.Count; x += Vector<float>.Count)
        {
            var above = new Vector<float>(upper[x..]);
            var mixed = above + ((new Vector<float>(lower[x..]) - above) * way);
            (new Vector<float>(sums[x..]) + (mixed * strength)).CopyTo(sums[x..]);
        }

        for (; x < sums.Length; x++)
        {
            sums[x] += (upper[x] + ((lower[x] - upper[x]) * way)) * strength;
        }
    }

    private static Span<T> Grow<T>(ref T[] memory, int length)
    {
        if (memory.Length < length)
        {
            memory = new T[length];
        }

        return memory.AsSpan(0, length);
    }
}
