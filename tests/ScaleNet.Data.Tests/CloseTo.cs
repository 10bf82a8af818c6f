using System.Diagnostics.CodeAnalysis;

namespace ScaleNet.Data.Tests;

/// <summary>Equal within a tolerance, for lists of numbers.</summary>
internal sealed class CloseTo(double tolerance) : IEqualityComparer<double>, IEqualityComparer<float>
{
    public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

    public bool Equals(float x, float y) => Math.Abs(x - y) <= tolerance;

    public int GetHashCode([DisallowNull] double obj) => 0;

    public int GetHashCode([DisallowNull] float obj) => 0;
}
