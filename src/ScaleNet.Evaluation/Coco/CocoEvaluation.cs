using System.Collections.Concurrent;

namespace ScaleNet.Evaluation.Coco;

/// <summary>COCO's evaluation of detected boxes.</summary>
/// <remarks>
/// Source: the rules of pycocotools 2.0.11 (boxes, default parameters), written anew; docs/detection.md lists them.
/// Determinism: the result does not depend on the number of threads.
/// </remarks>
public static class CocoEvaluation
{
    /// <summary>Compares detections with the ground truth.</summary>
    /// <param name="truth">The ground truth.</param>
    /// <param name="detections">The detections; those of a category that it does not have are left out and counted.</param>
    /// <param name="threads">Threads that compute; null for all processors.</param>
    /// <exception cref="CocoException">A detection's image is not among those of the ground truth.</exception>
    public static CocoResult Run(CocoInstances truth, CocoDetections detections, int? threads = null)
    {
        var table = new CellTable(truth, detections);
        return new CocoResult(table, CurvesOf(table, threads ?? Environment.ProcessorCount));
    }

    /// <summary>Matches all cells and draws the curves of all categories.</summary>
    internal static CocoCurves CurvesOf(CellTable table, int threads)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        var bits = new MatchBits[table.Detections.Length * CocoProtocol.Areas.Length];
        if (table.Cells.Count > 0)
        {
            // Cells are small and many: a thread takes a stretch of them at once. No two touch the same detection.
            Parallel.ForEach(Partitioner.Create(0, table.Cells.Count), options, range =>
            {
                var matcher = new CellMatcher(table, bits);
                for (var cell = range.Item1; cell < range.Item2; cell++)
                {
                    matcher.Match(table.Cells[cell]);
                }
            });
        }

        var curves = new CocoCurves(table.Categories.Count);
        Parallel.For(0, table.Categories.Count, options, category => new CategoryCurves(table, bits, category).FillInto(curves));
        return curves;
    }
}
