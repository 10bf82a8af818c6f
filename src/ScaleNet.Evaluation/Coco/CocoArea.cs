namespace ScaleNet.Evaluation.Coco;

/// <summary>A range of areas; both bounds belong to it, so that an object of 32 x 32 px is small and medium.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Least">The smallest area in square px.</param>
/// <param name="Most">The largest.</param>
public sealed record CocoArea(string Name, double Least, double Most)
{
    /// <summary>Whether an area is in the range.</summary>
    public bool Contains(double area) => area >= Least && area <= Most;
}
