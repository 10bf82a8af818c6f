namespace ScaleNet.Data.Loading;

/// <summary>Counts the damaged samples of a set that were passed over, and refuses when they are too many.</summary>
/// <remarks>Several threads use it at once. A sample counts once, however often an epoch comes to it.</remarks>
public sealed class CorruptSamples
{
    /// <summary>The share of a set that may be damaged before a run stops, unless it is told otherwise.</summary>
    public const double DefaultShare = 0.001;

    private readonly object _gate = new();
    private readonly SortedDictionary<int, string> _problems = [];
    private readonly string _name;
    private readonly int _limit;

    /// <summary>An empty list.</summary>
    /// <param name="name">The set, for the message.</param>
    /// <param name="count">Samples of the set.</param>
    /// <param name="share">Damaged samples that are tolerated, as a share of the set in [0,1]; 0 tolerates none.</param>
    public CorruptSamples(string name, int count, double share = DefaultShare)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        _name = name;
        _limit = (int)Math.Ceiling(count * share);
    }

    /// <summary>How many different samples were damaged.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _problems.Count;
            }
        }
    }

    /// <summary>What was wrong with each, in the order of the set.</summary>
    public IReadOnlyList<string> Problems
    {
        get
        {
            lock (_gate)
            {
                return [.. _problems.Values];
            }
        }
    }

    /// <summary>Notes a damaged sample.</summary>
    /// <exception cref="DatasetException">There are more than tolerated.</exception>
    public void Add(int index, CorruptSampleException problem)
    {
        lock (_gate)
        {
            _problems.TryAdd(index, problem.Message);
            if (_problems.Count > _limit)
            {
                throw new DatasetException(
                    $"{_name}: {_problems.Count} damaged images, at most {_limit} are passed over. `scalenet data check {_name}` lists all. "
                    + $"The last: {problem.Message}", problem);
            }
        }
    }
}
