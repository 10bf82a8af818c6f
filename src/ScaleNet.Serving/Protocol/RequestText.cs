namespace ScaleNet.Serving.Protocol;

/// <summary>The JSON of a request as it stands, not compared with any model yet.</summary>
internal sealed record RequestText
{
    /// <summary>What the client calls the request.</summary>
    public string? Id { get; set; }

    /// <summary>Whether outputs are wanted as bytes where they do not say it themselves.</summary>
    public bool IsOutputBinary { get; set; }

    /// <summary>The inputs; null if there is no such list.</summary>
    public IReadOnlyList<InputText>? Inputs { get; set; }

    /// <summary>The outputs; null if there is no such list.</summary>
    public IReadOnlyList<RequestedOutput>? Outputs { get; set; }
}
