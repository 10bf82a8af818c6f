namespace ScaleNet.Data.Images.Jpeg;

/// <summary>Decodes a part of a plain JPEG file: the same pixels as the library's decoder, in vectors, and of the part alone.</summary>
/// <remarks>
/// It takes what cameras and training sets have (<see cref="JpegScan"/>), without a fault up to the last row that is needed, and leaves
/// everything else to the library. Its memory is kept from one picture to the next. One thread at a time.
/// </remarks>
internal sealed class PlainJpegDecoder
{
    private readonly JpegScan _scan = new();
    private readonly ScanBytes _data = new();
    private readonly ComponentBand[] _bands = [new(), new(), new()];
    private readonly ComponentRows _blueRows = new();
    private readonly ComponentRows _redRows = new();
    private readonly short[] _block = new short[ScanComponent.BlockLength];
    private int _height; // px, as it is decoded
    private int _unitHeight; // px
    private int _unitsAcross;
    private int _firstUnits; // the first row of units that is needed
    private int _endUnits; // one past the last
    private int _waiting; // rows of pixels that need the next row of units

    /// <summary>Decodes a part.</summary>
    /// <param name="file">A file that begins with the mark of a JPEG file.</param>
    /// <param name="shrink">1, 2, 4 or 8: the picture's size is divided by it, rounded up.</param>
    /// <param name="region">The part, in pixels of the shrunk picture.</param>
    /// <param name="target">Takes it; where the result is false, it may hold anything.</param>
    /// <returns>Whether it was decoded.</returns>
    public bool TryDecode(ReadOnlySpan<byte> file, int shrink, PixelRegion region, PixelBuffer target)
    {
        // Pixels and samples are put together in the processor's order of bytes.
        if (!BitConverter.IsLittleEndian || !_scan.TryRead(file) || !TryPlan(InverseDct.Side / shrink, region))
        {
            return false;
        }

        _data.Read(file[_scan.DataStart..]);
        target.SetSize(region.Width, region.Height);
        return TryDecode(region, target);
    }

    private bool TryPlan(int side, PixelRegion region)
    {
        if (IsAmbiguous(side))
        {
            return false;
        }

        var luma = _scan.Components[0];
        _height = Scaled(_scan.Height, side);
        _unitHeight = luma.Down * side;
        _unitsAcross = RoundedUp(_scan.Width, luma.Across * InverseDct.Side);
        (_firstUnits, _endUnits, _waiting) = (int.MaxValue, 0, 0);
        for (int i = 0; i < _scan.ComponentCount; i++)
        {
            var component = _scan.Components[i];
            var band = _bands[i];
            if (!band.TrySet(_scan, component, side, region))
            {
                return false;
            }

            _firstUnits = Math.Min(_firstUnits, band.Blocks.Top / component.Down);
            _endUnits = Math.Max(_endUnits, RoundedUp(band.Blocks.Bottom, component.Down));
            _waiting = Math.Max(_waiting, band.Down - 1);
        }

        return true;
    }

    // Few pixels are as many at the next larger fraction too, which the library then decodes at.
    private bool IsAmbiguous(int side) => side < InverseDct.Side
        && Scaled(_scan.Width, side) == Scaled(_scan.Width, side + 1) && Scaled(_scan.Height, side) == Scaled(_scan.Height, side + 1);

    private static int Scaled(int length, int side) => RoundedUp(length * side, InverseDct.Side);

    private static int RoundedUp(int value, int divisor) => (value + divisor - 1) / divisor;

    private bool TryDecode(PixelRegion region, PixelBuffer target)
    {
        var reader = new BlockReader(_data);
        int untilRestart = _scan.Interval;
        int done = region.Top;
        for (int row = 0; row < _endUnits; row++)
        {
            Begin(row);
            for (int column = 0; column < _unitsAcross; column++)
            {
                if (_scan.Interval > 0 && untilRestart == 0)
                {
                    untilRestart = _scan.Interval;
                    if (!reader.TryRestart(_scan))
                    {
                        return false;
                    }
                }

                untilRestart--;
                if (!TryReadUnit(ref reader, row, column))
                {
                    return false;
                }
            }

            done = End(row, region, done, target);
        }

        return reader.Left >= 0;
    }

    private bool TryReadUnit(ref BlockReader reader, int row, int column)
    {
        for (int i = 0; i < _scan.ComponentCount; i++)
        {
            var component = _scan.Components[i];
            var band = _bands[i];
            for (int y = 0; y < component.Down; y++)
            {
                for (int x = 0; x < component.Across; x++)
                {
                    int blockColumn = (column * component.Across) + x;
                    bool isRead = band.Blocks.Contains(blockColumn, (row * component.Down) + y)
                        ? TryReadBlock(ref reader, component, band, blockColumn, y)
                        : reader.TrySkip(component);
                    if (!isRead)
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }

    private bool TryReadBlock(ref BlockReader reader, ScanComponent component, ComponentBand band, int column, int row)
    {
        _block.AsSpan().Clear();
        if (!reader.TryRead(component, _block, out bool isEven))
        {
            return false;
        }

        var target = band.Block(column, row);
        switch (band.Side)
        {
            case var side when side == 1 || isEven:
                InverseDct.Fill(_block[0], target, band.Stride, side);
                break;
            case InverseDct.Side:
                InverseDct.Transform(_block, target, band.Stride);
                break;
            case ReducedDct.Half:
                ReducedDct.TransformHalf(_block, target, band.Stride);
                break;
            default:
                ReducedDct.TransformQuarter(_block, target, band.Stride);
                break;
        }

        return true;
    }

    private void Begin(int row)
    {
        if (row >= _firstUnits)
        {
            for (int i = 0; i < _scan.ComponentCount; i++)
            {
                _bands[i].Begin(row);
            }
        }
    }

    /// <summary>Writes the rows of pixels that can be written now.</summary>
    /// <returns>The first row that could not.</returns>
    private int End(int row, PixelRegion region, int done, PixelBuffer target)
    {
        if (row < _firstUnits)
        {
            return done;
        }

        for (int i = 0; i < _scan.ComponentCount; i++)
        {
            _bands[i].End();
        }

        int end = (row + 1) * _unitHeight;
        end = end >= _height ? _height : end - _waiting;
        for (; done < Math.Min(end, region.Bottom); done++)
        {
            var luma = _bands[0].Samples(done, region.Left);
            var pixels = target.PixelsAndSlack[((done - region.Top) * target.Stride)..];
            if (_scan.ComponentCount == 1)
            {
                PixelRows.Write(luma, region.Width, pixels);
                continue;
            }

            var blue = _blueRows.Get(_bands[1], done, region.Left, region.Width);
            var red = _redRows.Get(_bands[2], done, region.Left, region.Width);
            PixelRows.Write(luma, blue, red, region.Width, pixels);
        }

        return done;
    }
}
