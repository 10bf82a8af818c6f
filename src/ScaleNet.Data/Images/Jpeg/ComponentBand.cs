namespace ScaleNet.Data.Images.Jpeg;

/// <summary>The samples of one component in one row of units, and above them the last row of the units before.</summary>
/// <remarks>
/// Only the blocks that a region of the picture needs are there. Columns and rows are those of the component, of which the picture may
/// have twice as many; beyond its edges its outermost samples stand again. The memory is kept from one picture to the next.
/// </remarks>
internal sealed class ComponentBand
{
    private const int Margin = 32; // samples left of the first block, of which one is used
    private const int Slack = 96; // samples right of the last block: vectors need not stop short

    private byte[] _samples = [];
    private int _stride;
    private int _bandHeight;
    private int _top; // of the rows of the component, the first that was decoded last
    private int _left; // of its columns, the first that is kept
    private int _width; // of the component
    private int _height;

    /// <summary>Samples of a block's side: 8, or fewer where the picture is decoded smaller.</summary>
    public int Side { get; private set; }

    /// <summary>Columns of the picture for one of the component: 1 or 2.</summary>
    public int Across { get; private set; }

    /// <summary>Rows of the picture for one of the component: 1 or 2.</summary>
    public int Down { get; private set; }

    /// <summary>The blocks that are needed.</summary>
    public PixelRegion Blocks { get; private set; }

    /// <summary>From a row to the next.</summary>
    public int Stride => _stride;

    /// <summary>Prepares for a region of a picture.</summary>
    /// <param name="scan">The picture.</param>
    /// <param name="component">Which of its components.</param>
    /// <param name="side">Samples of a side of the first component's blocks: 8, 4, 2 or 1.</param>
    /// <param name="region">The part, in pixels of the picture as it is decoded.</param>
    /// <returns>Whether this is a case that is known.</returns>
    public bool TrySet(JpegScan scan, ScanComponent component, int side, PixelRegion region)
    {
        var luma = scan.Components[0];
        (Side, Across, Down) = (side, luma.Across / component.Across, luma.Down / component.Down);
        while (Side < InverseDct.Side && Across == 2 && Down == 2)
        {
            // Rather than to enlarge a component afterwards, its blocks are made smaller by less.
            (Side, Across, Down) = (2 * Side, 1, 1);
        }

        const int least = 2; // of fewer samples, and of single ones for a block, another rule makes the pixels between them
        (_width, _height) = (Length(scan.Width, luma.Across, component.Across), Length(scan.Height, luma.Down, component.Down));
        if ((Across > 1 && _width <= least) || (Across + Down > 2 && side == 1))
        {
            return false;
        }

        var (firstColumn, endColumn) = Needed(region.Left, region.Right, Across, _width);
        var (firstRow, endRow) = Needed(region.Top, region.Bottom, Down, _height);
        Blocks = new PixelRegion(firstColumn, firstRow, endColumn - firstColumn, endRow - firstRow);
        _left = firstColumn * Side;
        _bandHeight = component.Down * Side;
        _stride = Margin + (Blocks.Width * Side) + Slack;
        int size = checked(_stride * (_bandHeight + 1));
        if (_samples.Length < size)
        {
            _samples = GC.AllocateUninitializedArray<byte>(size);
        }

        return true;
    }

    /// <summary>Goes on to a row of units; the last row of the one before stays.</summary>
    /// <param name="row">Counted from the top of the picture.</param>
    public void Begin(int row)
    {
        _samples.AsSpan(_bandHeight * _stride, _stride).CopyTo(_samples);
        _top = row * _bandHeight;
    }

    /// <summary>Where a block of this row of units begins, and all behind it.</summary>
    /// <param name="column">Of all blocks, counted from the left of the picture.</param>
    /// <param name="row">Of this row of units.</param>
    public Span<byte> Block(int column, int row) =>
        _samples.AsSpan((((row * Side) + 1) * _stride) + Margin + ((column - Blocks.Left) * Side));

    /// <summary>After the last block of this row of units: the outermost samples again, beyond the edges.</summary>
    public void End()
    {
        for (int y = 1; y <= _bandHeight; y++)
        {
            var row = _samples.AsSpan(y * _stride, _stride);
            row[Margin - 1] = row[Margin];
            int end = Margin + Math.Min(_width - _left, Blocks.Width * Side);
            row[end] = row[end - 1];
        }
    }

    /// <summary>Samples from a place on, with as many behind the last as a vector holds.</summary>
    /// <param name="row">A row of the component that is here; above and below it, the outermost one again.</param>
    /// <param name="column">A column of the component; also that left of the first.</param>
    public ReadOnlySpan<byte> Samples(int row, int column)
    {
        int y = Math.Clamp(row, 0, _height - 1) - _top + 1;
        return _samples.AsSpan(y * _stride, _stride)[(Margin + column - _left)..];
    }

    private int Length(int picture, int most, int own)
    {
        int parts = most * InverseDct.Side;
        return (int)((((long)picture * own * Side) + parts - 1) / parts);
    }

    // Where the picture has twice as many, a sample's neighbours on both sides are needed too.
    private (int First, int End) Needed(int start, int end, int factor, int length)
    {
        int neighbours = factor - 1;
        int first = Math.Max(0, (start / factor) - neighbours);
        int last = Math.Min(length, ((end - 1) / factor) + neighbours + 1);
        return (first / Side, ((last - 1) / Side) + 1);
    }
}
