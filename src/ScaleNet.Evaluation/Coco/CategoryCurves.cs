namespace ScaleNet.Evaluation.Coco;

/// <summary>Draws the curves of one category from what became of its detections.</summary>
internal sealed class CategoryCurves
{
    private const double Epsilon = 1.0 / (1L << 52); // what pycocotools adds to the number of detections: the spacing of doubles at 1

    private readonly CellTable _table;
    private readonly MatchBits[] _bits;
    private readonly int _category;
    private readonly int[] _detections;
    private readonly int[] _ranks;
    private readonly double[] _precisions;

    /// <param name="table">Cells that are matched.</param>
    /// <param name="bits">What became of each detection in each range of areas.</param>
    /// <param name="category">Index of the category.</param>
    public CategoryCurves(CellTable table, MatchBits[] bits, int category)
    {
        (_table, _bits, _category) = (table, bits, category);
        (_detections, _ranks) = ByScore();
        _precisions = new double[_detections.Length];
    }

    public void FillInto(CocoCurves curves)
    {
        for (var area = 0; area < CocoProtocol.Areas.Length; area++)
        {
            var objects = CountObjects(CocoProtocol.Areas[area]);
            if (objects == 0)
            {
                continue; // nothing to find: the curves stay without a number
            }

            for (var limit = 0; limit < CocoProtocol.DetectionLimits.Length; limit++)
            {
                for (var iou = 0; iou < CocoProtocol.IouThresholds.Length; iou++)
                {
                    var found = Count(area, CocoProtocol.DetectionLimits[limit], iou);
                    Fill(curves.Precision(_category, area, limit, iou), found, objects);
                    curves.Recall(_category, area, limit, iou) = (double)found / objects;
                }
            }
        }
    }

    private int CountObjects(CocoArea area)
    {
        var count = 0;
        foreach (var cell in _table.CellsOf(_category))
        {
            foreach (var entry in _table.ObjectsOf(cell))
            {
                count += !entry.IsCrowd && area.Contains(entry.Area) ? 1 : 0;
            }
        }

        return count;
    }

    // Of all images together, the surest first; of equal scores that of the lower image, then the one before in its cell.
    private (int[] Detections, int[] Ranks) ByScore()
    {
        var places = new List<(int Detection, int Rank)>();
        foreach (var cell in _table.CellsOf(_category))
        {
            for (var rank = 0; rank < cell.Kept; rank++)
            {
                places.Add((cell.FirstDetection + rank, rank));
            }
        }

        var order = StableOrder.Sort([.. places.Select(place => -_table.Detections[place.Detection].Score)]);
        return ([.. order.Select(index => places[index].Detection)], [.. order.Select(index => places[index].Rank)]);
    }

    // The number of objects that are found; at each, the precision of the detections down to it.
    private int Count(int area, int limit, int iou)
    {
        var (found, wrong) = (0, 0);
        for (var i = 0; i < _detections.Length; i++)
        {
            var bits = _bits[(_detections[i] * CocoProtocol.Areas.Length) + area];
            if (_ranks[i] >= limit || (bits.Ignored >> iou & 1) != 0)
            {
                continue;
            }

            if ((bits.Matched >> iou & 1) != 0)
            {
                found++;
                _precisions[found - 1] = found / (found + wrong + Epsilon);
            }
            else
            {
                wrong++;
            }
        }

        return found;
    }

    private void Fill(Span<double> curve, int found, int objects)
    {
        for (var i = found - 2; i >= 0; i--)
        {
            _precisions[i] = Math.Max(_precisions[i], _precisions[i + 1]);
        }

        curve.Clear();
        var point = 0;
        for (var i = 0; i < found; i++)
        {
            for (; point < curve.Length && (double)(i + 1) / objects >= CocoProtocol.RecallThresholds[point]; point++)
            {
                curve[point] = _precisions[i];
            }
        }
    }
}
