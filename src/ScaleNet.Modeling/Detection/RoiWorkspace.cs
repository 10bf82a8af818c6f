using System.Numerics;

namespace ScaleNet.Modeling.Detection;

/// <summary>What one thread needs to read region after region: the cells of a bin, and the region's values by bin.</summary>
internal sealed class RoiWorkspace<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RoiPlan _plan;
    private readonly RoiAxis<T> _rows;
    private readonly RoiAxis<T> _columns;
    private int[] _offsets = new int[16];
    private T[] _shares = new T[16];

    /// <summary>A workspace for some of the channels.</summary>
    public RoiWorkspace(RoiPlan plan, int channels)
    {
        _plan = plan;
        _rows = new RoiAxis<T>(plan.Options.Height);
        _columns = new RoiAxis<T>(plan.Options.Width);
        Tile = new T[plan.Options.Bins * channels];
    }

    /// <summary>[bins, channels] of the region at hand.</summary>
    public T[] Tile { get; }

    /// <summary>Turns to another region.</summary>
    public void Enter(RoiRegion region)
    {
        var scale = T.CreateTruncating(_plan.Scales[region.Level]);
        _rows.Fill(
            T.CreateTruncating(region.Y1), T.CreateTruncating(region.Y2), scale, _plan.HeightOf(region), _plan.Options);
        _columns.Fill(
            T.CreateTruncating(region.X1), T.CreateTruncating(region.X2), scale, _plan.WidthOf(region), _plan.Options);
    }

    /// <summary>The cells of a bin, as offsets into an image's [H, W, C], and their shares.</summary>
    public void Cells(int bin, int width, out ReadOnlySpan<int> offsets, out ReadOnlySpan<T> shares)
    {
        var (row, column) = Math.DivRem(bin, _plan.Options.Width);
        var rows = _rows.Cells(row);
        var columns = _columns.Cells(column);
        var rowShares = _rows.Shares(row);
        var columnShares = _columns.Shares(column);
        var count = rows.Length * columns.Length;
        if (count > _offsets.Length)
        {
            _offsets = new int[2 * count];
            _shares = new T[2 * count];
        }

        var next = 0;
        for (var y = 0; y < rows.Length; y++)
        {
            for (var x = 0; x < columns.Length; x++)
            {
                _offsets[next] = ((rows[y] * width) + columns[x]) * _plan.Channels;
                _shares[next++] = rowShares[y] * columnShares[x];
            }
        }

        offsets = _offsets.AsSpan(0, count);
        shares = _shares.AsSpan(0, count);
    }
}
