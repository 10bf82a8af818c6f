namespace ScaleNet.Evaluation.Boxes;

/// <summary>A box by its left upper corner and its size. Units: px, half-open edges; nothing is added to a width.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Width">From the left to the right edge.</param>
/// <param name="Height">From the upper to the lower edge.</param>
public readonly record struct BoxXywh(double X, double Y, double Width, double Height)
{
    /// <summary>Width times height.</summary>
    public double Area => Width * Height;

    /// <summary>Whether all four numbers are finite and the sizes not negative.</summary>
    public bool IsUsable =>
        double.IsFinite(X) && double.IsFinite(Y) && double.IsFinite(Width) && double.IsFinite(Height) && Width >= 0 && Height >= 0;

    /// <summary>The area that both boxes cover; 0 where they only touch.</summary>
    public double IntersectionWith(BoxXywh other)
    {
        var width = Math.Min(X + Width, other.X + other.Width) - Math.Max(X, other.X);
        var height = Math.Min(Y + Height, other.Y + other.Height) - Math.Max(Y, other.Y);
        return width > 0 && height > 0 ? width * height : 0;
    }

    /// <summary>The common area over the area of both together; 0 where there is no common area.</summary>
    public double IouWith(BoxXywh other)
    {
        var common = IntersectionWith(other);
        return common > 0 ? common / (Area + other.Area - common) : 0;
    }

    /// <summary>How much of this box lies in another one, in [0,1]; 0 for a box without area.</summary>
    public double ShareIn(BoxXywh other)
    {
        var common = IntersectionWith(other);
        return common > 0 ? common / Area : 0;
    }
}
