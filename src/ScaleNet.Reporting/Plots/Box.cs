namespace ScaleNet.Reporting.Plots;

/// <summary>An upright rectangle of a chart; y downwards.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public bool Overlaps(Box other) =>
        X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;

    public bool Contains(Box other) =>
        X <= other.X && Y <= other.Y && other.Right <= Right && other.Bottom <= Bottom;
}
