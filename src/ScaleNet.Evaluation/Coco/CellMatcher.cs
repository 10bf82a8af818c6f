namespace ScaleNet.Evaluation.Coco;

/// <summary>Pairs the detections of a cell with its objects, the surest detection first. One for each thread.</summary>
/// <param name="table">The cells; a matched cell's detections are in the order of their scores.</param>
/// <param name="bits">What became of each detection of the table in each range of areas, detection by detection.</param>
internal sealed class CellMatcher(CellTable table, MatchBits[] bits)
{
    // Equal boxes must match at a threshold of 1 too, whatever rounding makes of their IoU.
    private const double HighestThreshold = 1 - 1e-10;

    private double[] _ious = [];
    private int[] _order = [];
    private bool[] _isIgnored = [];
    private bool[] _isTaken = [];

    public void Match(Cell cell)
    {
        SortByScore(cell);
        Reserve(cell);
        var objects = table.ObjectsOf(cell);
        FillIous(cell, objects);
        for (var area = 0; area < CocoProtocol.Areas.Length; area++)
        {
            OrderObjects(objects, CocoProtocol.Areas[area]);
            for (var threshold = 0; threshold < CocoProtocol.IouThresholds.Length; threshold++)
            {
                MatchAt(cell, objects, area, threshold);
            }
        }
    }

    private void SortByScore(Cell cell)
    {
        var detections = table.Detections.AsSpan(cell.FirstDetection, cell.DetectionCount);
        var keys = new double[detections.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = -detections[i].Score;
        }

        var old = detections.ToArray();
        foreach (var (place, index) in StableOrder.Sort(keys).Index())
        {
            detections[place] = old[index];
        }
    }

    private void Reserve(Cell cell)
    {
        if (_ious.Length < cell.Kept * cell.ObjectCount)
        {
            _ious = new double[cell.Kept * cell.ObjectCount];
        }

        if (_order.Length < cell.ObjectCount)
        {
            _order = new int[cell.ObjectCount];
            _isIgnored = new bool[cell.ObjectCount];
            _isTaken = new bool[cell.ObjectCount];
        }
    }

    // Of a crowd nobody knows where its members end: how much of the detection lies in it is what counts.
    private void FillIous(Cell cell, ReadOnlySpan<CocoAnnotation> objects)
    {
        for (var detection = 0; detection < cell.Kept; detection++)
        {
            var box = table.Detections[cell.FirstDetection + detection].Box;
            for (var i = 0; i < objects.Length; i++)
            {
                _ious[(detection * objects.Length) + i] = objects[i].IsCrowd ? box.ShareIn(objects[i].Box) : box.IouWith(objects[i].Box);
            }
        }
    }

    // Objects that count come first, the others after them, each in the order of the file.
    private void OrderObjects(ReadOnlySpan<CocoAnnotation> objects, CocoArea area)
    {
        var place = 0;
        for (var i = 0; i < objects.Length; i++)
        {
            _isIgnored[i] = objects[i].IsCrowd || !area.Contains(objects[i].Area);
            if (!_isIgnored[i])
            {
                _order[place++] = i;
            }
        }

        for (var i = 0; i < objects.Length; i++)
        {
            if (_isIgnored[i])
            {
                _order[place++] = i;
            }
        }
    }

    private void MatchAt(Cell cell, ReadOnlySpan<CocoAnnotation> objects, int area, int threshold)
    {
        Array.Clear(_isTaken, 0, objects.Length);
        var least = Math.Min(CocoProtocol.IouThresholds[threshold], HighestThreshold);
        var bit = (ushort)(1 << threshold);
        for (var i = 0; i < cell.Kept; i++)
        {
            var detection = cell.FirstDetection + i;
            ref var result = ref bits[(detection * CocoProtocol.Areas.Length) + area];
            if (BestOf(objects, _ious.AsSpan(i * objects.Length, objects.Length), least) is { } best)
            {
                _isTaken[best] = true;
                result.Matched |= bit;
                result.Ignored |= _isIgnored[best] ? bit : (ushort)0;
            }
            else if (!CocoProtocol.Areas[area].Contains(table.Detections[detection].Box.Area))
            {
                result.Ignored |= bit;
            }
        }
    }

    // Of equal IoUs the later object is taken; one that counts is never given up for one that does not.
    private int? BestOf(ReadOnlySpan<CocoAnnotation> objects, ReadOnlySpan<double> ious, double least)
    {
        int? best = null;
        for (var place = 0; place < objects.Length; place++)
        {
            var candidate = _order[place];
            if (best is { } found && !_isIgnored[found] && _isIgnored[candidate])
            {
                break;
            }

            if (ious[candidate] >= least && (!_isTaken[candidate] || objects[candidate].IsCrowd))
            {
                least = ious[candidate];
                best = candidate;
            }
        }

        return best;
    }
}
