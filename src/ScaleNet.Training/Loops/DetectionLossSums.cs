namespace ScaleNet.Training.Loops;

/// <summary>The four losses of a detector, each summed over images.</summary>
/// <param name="Classifier">Which class a region is of.</param>
/// <param name="Box">Where a region's object is.</param>
/// <param name="Objectness">Whether an anchor has an object.</param>
/// <param name="Proposal">Where an anchor's object is.</param>
internal readonly record struct DetectionLossSums(double Classifier, double Box, double Objectness, double Proposal)
{
    public static DetectionLossSums operator +(DetectionLossSums a, DetectionLossSums b) => new(
        a.Classifier + b.Classifier, a.Box + b.Box, a.Objectness + b.Objectness, a.Proposal + b.Proposal);
}
