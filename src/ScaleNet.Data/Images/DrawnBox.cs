using System.Globalization;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Data.Images;

/// <summary>A box with words, to be drawn on a picture.</summary>
/// <param name="Box">Where, px.</param>
/// <param name="Text">What stands at its upper edge; nothing does where it is empty.</param>
/// <param name="Colour">Number of its colour: that of the class; colours come again after some.</param>
public sealed record DrawnBox(BoxXyxy Box, string Text, int Colour)
{
    /// <summary>An object of a ground truth.</summary>
    /// <param name="box">Where, px.</param>
    /// <param name="className">Its class.</param>
    /// <param name="label">Its number, from 1.</param>
    public static DrawnBox Of(BoxXyxy box, string className, int label) => new(box, className, label);

    /// <summary>A detection: its class and how sure the detector is, with two digits.</summary>
    /// <param name="box">Where, px.</param>
    /// <param name="className">Its class.</param>
    /// <param name="label">Its number, from 1.</param>
    /// <param name="score">In [0,1].</param>
    public static DrawnBox Of(BoxXyxy box, string className, int label, double score) =>
        new(box, string.Create(CultureInfo.InvariantCulture, $"{className} {score:F2}"), label);
}
