namespace ScaleNet.Deployment.Quantization;

/// <summary>Real numbers from one to another.</summary>
/// <param name="Least">The least.</param>
/// <param name="Most">The most.</param>
internal readonly record struct ValueRange(double Least, double Most)
{
    /// <summary>The smallest range that holds both.</summary>
    public ValueRange Union(ValueRange other) => new(Math.Min(Least, other.Least), Math.Max(Most, other.Most));
}
