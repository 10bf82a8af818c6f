using System.Globalization;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Evaluation.Coco;

/// <summary>How messages write COCO's values.</summary>
internal static class CocoText
{
    /// <summary>[x, y, width, height].</summary>
    public static string Of(BoxXywh box) =>
        string.Create(CultureInfo.InvariantCulture, $"[{box.X}, {box.Y}, {box.Width}, {box.Height}]");
}
