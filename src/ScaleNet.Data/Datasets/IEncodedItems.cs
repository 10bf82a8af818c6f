namespace ScaleNet.Data.Datasets;

/// <summary>Picture files with labels, wherever their bytes are kept; several threads use it at once.</summary>
public interface IEncodedItems
{
    /// <summary>For messages and reports.</summary>
    string Name { get; }

    /// <summary>Name of each class; labels index it.</summary>
    IReadOnlyList<string> ClassNames { get; }

    /// <summary>Number of pictures.</summary>
    int Count { get; }

    /// <summary>Sizes of the runs of neighbours that are best read together (shards); their sum is the count.</summary>
    IReadOnlyList<int> GroupSizes { get; }

    /// <summary>Class index of one picture.</summary>
    int Label(int index);

    /// <summary>What to call one picture in messages: its path, or shard and entry.</summary>
    string Where(int index);

    /// <summary>The tool of one thread; the caller owns it.</summary>
    IEncodedReader OpenReader();
}
