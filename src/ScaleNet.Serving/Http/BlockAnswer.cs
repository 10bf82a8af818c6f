namespace ScaleNet.Serving.Http;

/// <summary>How a block shares its channels among scales.</summary>
/// <param name="Block">Its number.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="Channels">Channels of each scale.</param>
internal sealed record BlockAnswer(string Block, string Stage, IReadOnlyList<int> Channels);
