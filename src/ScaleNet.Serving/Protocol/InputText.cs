namespace ScaleNet.Serving.Protocol;

/// <summary>An input as it stands in the JSON of a request.</summary>
internal sealed record InputText
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>The kind of its elements.</summary>
    public string? Datatype { get; set; }

    /// <summary>Its lengths.</summary>
    public IReadOnlyList<long>? Shape { get; set; }

    /// <summary>Where its elements begin and end in the JSON; null if they are not there.</summary>
    public (int Start, int End)? Data { get; set; }

    /// <summary>How many bytes of its elements stand behind the JSON; null for none.</summary>
    public long? BinarySize { get; set; }
}
