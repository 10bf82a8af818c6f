namespace ScaleNet.Architecture.Weights;

/// <summary>A Python <c>dict</c> or <c>OrderedDict</c>; keys are strings, integers, floats or booleans.</summary>
internal sealed class PickleDictionary(bool isOrderedDict) : INested
{
    // Made on first use: one opcode byte makes a dictionary, and a hostile file can hold millions of them.
    private OrderedDictionary<object, object?>? _items;

    /// <summary>Whether Python calls it an <c>OrderedDict</c>, which alone may carry attributes.</summary>
    public bool IsOrderedDict { get; } = isOrderedDict;

    /// <summary>Pairs in the order of their first assignment.</summary>
    public IEnumerable<KeyValuePair<object, object?>> Items => _items ?? [];

    /// <summary>The number of keys.</summary>
    public int Count => _items?.Count ?? 0;

    /// <inheritdoc/>
    public int Depth { get; private set; } = 1;

    /// <summary>Assigns a key; the caller has checked its type.</summary>
    public void Set(object key, object? value)
    {
        _items ??= new OrderedDictionary<object, object?>(KeyComparer.Instance);
        _items[key] = value;
        Depth = Math.Max(Depth, 1 + PickleValue.DepthOf(value));
    }

    /// <summary>The value of a string key.</summary>
    public bool TryGet(string key, out object? value)
    {
        value = null;
        return _items is not null && _items.TryGetValue(key, out value);
    }

    // Numbers hash to themselves by default: a file could choose keys that all collide and make reading quadratic.
    private sealed class KeyComparer : IEqualityComparer<object>
    {
        public static readonly KeyComparer Instance = new();

        public new bool Equals(object? x, object? y) => object.Equals(x, y);

        public int GetHashCode(object obj) => obj switch
        {
            long number => Seeded(number),
            double number => Seeded(BitConverter.DoubleToInt64Bits(number)),
            _ => obj.GetHashCode(),
        };

        private static int Seeded(long bits) => HashCode.Combine((int)bits, (int)(bits >> 32));
    }
}
