namespace ScaleNet.Deployment.Quantization;

/// <summary>Which values have one scale: sets that are joined two by two.</summary>
internal sealed class ScaleGroups
{
    private readonly Dictionary<string, string> _parents = [];

    /// <summary>The value that stands for the group of another.</summary>
    public string Of(string value)
    {
        while (_parents.TryGetValue(value, out var parent))
        {
            value = parent;
        }

        return value;
    }

    /// <summary>Makes one group of two.</summary>
    public void Join(string value, string other)
    {
        var (first, second) = (Of(value), Of(other));
        if (first != second)
        {
            _parents[second] = first;
        }
    }
}
