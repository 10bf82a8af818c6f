using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Data.Detection;

/// <summary>An image of a set with what is to be found in it.</summary>
/// <param name="Id">What the annotations call it.</param>
/// <param name="File">Its file, below the folder of the images.</param>
/// <param name="Size">Its size.</param>
/// <param name="Targets">Its objects, in the order of the file of annotations.</param>
internal sealed record CocoItem(long Id, string File, ImageSize Size, IReadOnlyList<DetectionTarget> Targets);
