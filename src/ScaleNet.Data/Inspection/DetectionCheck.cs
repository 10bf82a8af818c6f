using ScaleNet.Data.Detection;
using ScaleNet.Data.Loading;
using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Data.Inspection;

/// <summary>Reads a part of a detection set to the last pixel and tells what cannot be used.</summary>
public static class DetectionCheck
{
    /// <summary>Checks the annotations, that every file is there, that it decodes, and that it has the size which the annotations tell.</summary>
    /// <param name="part">What is checked.</param>
    /// <param name="plan">How.</param>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public static CheckReport Run(CocoPart part, InspectionPlan plan)
    {
        CocoDataset set;
        try
        {
            set = CocoDataset.Open(part);
        }
        catch (Exception problem) when (problem is DatasetException or CocoException)
        {
            return new CheckReport(part.Images, 0, 0, [ItemProblem.Of(part.Images, problem.Message)]);
        }

        var bad = new ItemVisits<Checker>(set.Count, () => new Checker(set), (checker, index) => checker.Check(index))
            .Run(plan)
            .SelectMany(checker => checker.Problems)
            .OrderBy(problem => problem.Index)
            .Select(problem => ItemProblem.Of(set.FileOf(problem.Index), problem.Message))
            .ToList();
        return new CheckReport(set.Name, set.Count, set.Count - bad.Count, bad);
    }

    private sealed class Checker(CocoDataset set) : IDisposable
    {
        private readonly DetectionReader _reader = new(set);

        public List<(int Index, string Message)> Problems { get; } = [];

        public void Check(int index)
        {
            try
            {
                _reader.Read(index);
            }
            catch (Exception problem) when (problem is CorruptSampleException or DatasetException)
            {
                Problems.Add((index, problem.Message));
            }
        }

        public void Dispose() => _reader.Dispose();
    }
}
