namespace ScaleNet.Serving.Http;

/// <summary>How a network shares its channels among scales.</summary>
/// <param name="Scales">The down-sampling factors.</param>
/// <param name="Blocks">The blocks from input to output.</param>
internal sealed record AllocationAnswer(IReadOnlyList<int> Scales, IReadOnlyList<BlockAnswer> Blocks);
