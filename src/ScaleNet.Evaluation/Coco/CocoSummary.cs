namespace ScaleNet.Evaluation.Coco;

/// <summary>COCO's twelve numbers, in [0,1]; -1 where there is nothing to find.</summary>
public sealed class CocoSummary
{
    private readonly double[] _values;

    /// <summary>The numbers of some categories.</summary>
    internal CocoSummary(CocoCurves curves, IReadOnlyList<int> categories) =>
        _values = [.. CocoProtocol.Measures.Select(measure => MeanOf(curves, measure, categories))];

    /// <summary>The numbers in the order of <see cref="CocoProtocol.Measures"/>.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>Average precision over the IoU thresholds 0.50 to 0.95: "mmAP" of the paper.</summary>
    public double Ap => this["AP"];

    /// <summary>Average precision where an IoU of 0.50 is enough.</summary>
    public double Ap50 => this["AP50"];

    /// <summary>Average precision where an IoU of 0.75 is asked for.</summary>
    public double Ap75 => this["AP75"];

    /// <summary>Average recall of at most a hundred detections an image and category.</summary>
    public double Ar100 => this["AR100"];

    /// <summary>The number of a name.</summary>
    /// <param name="name">As <see cref="CocoProtocol.Measures"/> has it.</param>
    /// <exception cref="ArgumentException">There is no such number.</exception>
    public double this[string name]
    {
        get
        {
            for (var i = 0; i < _values.Length; i++)
            {
                if (CocoProtocol.Measures[i].Name == name)
                {
                    return _values[i];
                }
            }

            throw new ArgumentException(
                $"{name}: no number of COCO (expected one of {string.Join(", ", CocoProtocol.Measures.Select(measure => measure.Name))}).",
                nameof(name));
        }
    }

    private static double MeanOf(CocoCurves curves, CocoMeasure measure, IReadOnlyList<int> categories)
    {
        var (sum, count) = (0.0, 0);
        foreach (var category in categories)
        {
            for (var iou = measure.Iou ?? 0; iou <= (measure.Iou ?? CocoProtocol.IouThresholds.Length - 1); iou++)
            {
                var recall = curves.Recall(category, measure.Area, measure.Limit, iou);
                if (recall <= CocoCurves.None)
                {
                    continue;
                }

                if (measure.IsRecall)
                {
                    (sum, count) = (sum + recall, count + 1);
                    continue;
                }

                foreach (var precision in curves.Precision(category, measure.Area, measure.Limit, iou))
                {
                    (sum, count) = (sum + precision, count + 1);
                }
            }
        }

        return count == 0 ? CocoCurves.None : sum / count;
    }
}
