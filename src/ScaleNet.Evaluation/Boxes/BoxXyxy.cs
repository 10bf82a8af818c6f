namespace ScaleNet.Evaluation.Boxes;

/// <summary>A box by its corners. Units: px, half-open edges; nothing is added to a side.</summary>
/// <param name="X1">Left edge.</param>
/// <param name="Y1">Upper edge.</param>
/// <param name="X2">Right edge.</param>
/// <param name="Y2">Lower edge.</param>
public readonly record struct BoxXyxy(double X1, double Y1, double X2, double Y2)
{
    /// <summary>From the left to the right edge.</summary>
    public double Width => X2 - X1;

    /// <summary>From the upper to the lower edge.</summary>
    public double Height => Y2 - Y1;

    /// <summary>Whether the right edge is right of the left one, and the lower edge below the upper one.</summary>
    public bool HasArea => X2 > X1 && Y2 > Y1;

    /// <summary>The same box by its corners.</summary>
    public static BoxXyxy Of(BoxXywh box) => new(box.X, box.Y, box.X + box.Width, box.Y + box.Height);

    /// <summary>The same box by its left upper corner and its size.</summary>
    public BoxXywh ToXywh() => new(X1, Y1, Width, Height);

    /// <summary>Every edge brought into an image; a box that lies outside has no area then.</summary>
    public BoxXyxy ClippedTo(ImageSize image) => new(
        Math.Clamp(X1, 0, image.Width), Math.Clamp(Y1, 0, image.Height), Math.Clamp(X2, 0, image.Width), Math.Clamp(Y2, 0, image.Height));

    /// <summary>Where it lies when left and right of an image are exchanged.</summary>
    /// <param name="imageWidth">Columns of the image, px.</param>
    public BoxXyxy FlippedIn(int imageWidth) => this with { X1 = imageWidth - X2, X2 = imageWidth - X1 };
}
