using System.Numerics;

namespace ScaleNet.Modeling.Detection;

/// <summary>One side of one region: the cells that each bin reads along it, and their shares.</summary>
/// <remarks>
/// Bilinear samples on a grid are a product of two axes, so a bin's value is the sum over rows and columns of share x share x cell.
/// Samples that share a cell are added up here, which halves the reading of large regions. An instance is filled again and again.
/// </remarks>
internal sealed class RoiAxis<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T Half = T.One / (T.One + T.One);

    private readonly int[] _starts;
    private int[] _cells = new int[16];
    private T[] _shares = new T[16];
    private int _count;

    public RoiAxis(int bins)
    {
        _starts = new int[bins + 1];
    }

    /// <summary>Cells that a bin reads.</summary>
    public ReadOnlySpan<int> Cells(int bin) => _cells.AsSpan(_starts[bin], _starts[bin + 1] - _starts[bin]);

    /// <summary>Their shares; they add up to 1 unless samples lie outside of the map.</summary>
    public ReadOnlySpan<T> Shares(int bin) => _shares.AsSpan(_starts[bin], _starts[bin + 1] - _starts[bin]);

    /// <summary>Describes another region.</summary>
    /// <param name="first">Where it begins, pixels.</param>
    /// <param name="last">Where it ends, pixels.</param>
    /// <param name="scale">Cells per pixel.</param>
    /// <param name="length">Cells of the map along this side.</param>
    /// <param name="options">Sampling and alignment.</param>
    public void Fill(T first, T last, T scale, int length, RoiAlignOptions options)
    {
        var bins = _starts.Length - 1;
        var offset = options.Aligned ? Half : T.Zero;
        var start = (first * scale) - offset;
        var extent = (last * scale) - offset - start;
        extent = options.Aligned ? extent : T.Max(extent, T.One);
        var bin = extent / T.CreateTruncating(bins);
        var samples = options.SamplingRatio > RoiAlignOptions.Adaptive
            ? options.SamplingRatio
            : int.CreateSaturating(T.Ceiling(extent / T.CreateTruncating(bins)));
        var share = T.One / T.CreateTruncating(Math.Max(samples, 1));
        _count = 0;
        for (var index = 0; index < bins; index++)
        {
            _starts[index] = _count;
            var begin = start + (T.CreateTruncating(index) * bin);
            for (var sample = 0; sample < samples; sample++)
            {
                var place = begin + ((T.CreateTruncating(sample) + Half) * bin / T.CreateTruncating(samples));
                AddSample(place, share, length, _starts[index]);
            }
        }

        _starts[bins] = _count;
    }

    // A sample up to one cell outside reads the border, one farther out reads zero.
    private void AddSample(T place, T share, int length, int binStart)
    {
        if (!(place >= -T.One && place <= T.CreateTruncating(length)))
        {
            return;
        }

        place = T.Max(place, T.Zero);
        var low = int.CreateTruncating(place);
        if (low >= length - 1)
        {
            AddCell(length - 1, share, binStart);
            return;
        }

        var beyond = place - T.CreateTruncating(low);
        AddCell(low, share * (T.One - beyond), binStart);
        AddCell(low + 1, share * beyond, binStart);
    }

    // Samples go one way, so a cell that is there already is one of the last two; regions turned inside out go the other way.
    private void AddCell(int cell, T share, int binStart)
    {
        for (var i = _count - 1; i >= Math.Max(binStart, _count - 2); i--)
        {
            if (_cells[i] == cell)
            {
                _shares[i] += share;
                return;
            }
        }

        if (_count == _cells.Length)
        {
            Array.Resize(ref _cells, 2 * _count);
            Array.Resize(ref _shares, 2 * _count);
        }

        _cells[_count] = cell;
        _shares[_count++] = share;
    }
}
