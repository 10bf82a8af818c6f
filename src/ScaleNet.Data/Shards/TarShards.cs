using System.Globalization;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Loading;

namespace ScaleNet.Data.Shards;

/// <summary>Pictures in tar archives, as WebDataset has them; local files.</summary>
/// <remarks>
/// The order is that of the shards, and in them that of the entries. A random order takes shard after shard, so that each is read once,
/// from start to end: the order within is as random as shards are large.
/// </remarks>
public sealed class TarShards : IEncodedItems
{
    /// <summary>Longer shards are not held in memory as a whole, bytes.</summary>
    private const long MostInMemory = 1L << 30;

    private readonly Shard[] _shards;
    private readonly ItemGroups _groups;
    private readonly GroupCache<ShardContent> _cache;
    private readonly long _mostInMemory;

    private TarShards(string name, Shard[] shards, IReadOnlyList<string>? classNames, long mostInMemory)
    {
        (Name, _shards, _mostInMemory) = (name, shards, mostInMemory);
        _cache = new GroupCache<ShardContent>((shard, content) => content.Load(shards[shard]));
        _groups = new ItemGroups([.. shards.Select(shard => shard.Items.Length)]);
        int largest = shards.SelectMany(shard => shard.Items).Aggregate(0, (most, item) => Math.Max(most, item.Label));
        ClassNames = classNames ?? ClassNameFile.Numbers(name, largest);
        if (ClassNames.Count <= largest)
        {
            throw new DatasetException($"{name}: label {largest}, expected less than the {ClassNames.Count} named classes. Correct the names.");
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames { get; }

    /// <inheritdoc/>
    public int Count => _groups.Count;

    /// <inheritdoc/>
    public IReadOnlyList<int> GroupSizes => _groups.Sizes;

    /// <summary>Lists the pictures of all shards, by their lists where they are, else by one pass over their headers.</summary>
    /// <param name="pattern">A folder with *.tar, a file, or a pattern: <c>train-{000000..000127}.tar</c>.</param>
    /// <exception cref="DatasetException">There are none, one is damaged, or a picture has no label.</exception>
    public static TarShards Open(string pattern) => Open(pattern, MostInMemory, onProblem: null);

    /// <param name="pattern">As above.</param>
    /// <param name="mostInMemory">Longer shards are not held in memory as a whole, bytes.</param>
    /// <param name="onProblem">Is told of shards that are left out; null if the first one is an error.</param>
    internal static TarShards Open(string pattern, long mostInMemory = MostInMemory, Action<string, DatasetException>? onProblem = null)
    {
        var paths = ShardPaths.Expand(pattern);
        var shards = Archives.ListEach(paths, List, onProblem);
        return new TarShards(pattern, shards, ClassNameFile.Beside(paths[0]), mostInMemory);
    }

    /// <inheritdoc/>
    public int Label(int index) => Find(index).Item.Label;

    /// <inheritdoc/>
    public string Where(int index)
    {
        (int shard, int place) = _groups.Find(index);
        return string.Create(CultureInfo.InvariantCulture, $"{_shards[shard].Path}: picture {place} at byte {_shards[shard].Items[place].Offset}");
    }

    /// <inheritdoc/>
    public IEncodedReader OpenReader() => new ShardReader(this, _cache);

    internal (int Shard, ShardItem Item) Find(int index)
    {
        (int shard, int place) = _groups.Find(index);
        return (shard, _shards[shard].Items[place]);
    }

    internal bool IsLarge(int shard) => _shards[shard].Length > _mostInMemory;

    /// <summary>The shards, in order.</summary>
    internal IReadOnlyList<Shard> Shards => _shards;

    internal string PathOf(int shard) => _shards[shard].Path;

    private static Shard List(string path) => (ShardList.TryRead(path) ?? ShardScanner.Scan(path)) is { Items.Length: > 0 } shard
        ? shard
        : throw new DatasetException($"{path}: holds no pictures (.jpg, .jpeg, .png, .webp, .bmp, .gif). Remove it, or pack it again.");
}
