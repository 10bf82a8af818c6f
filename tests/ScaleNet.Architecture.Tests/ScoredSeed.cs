using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Tests;

/// <summary>A seed with the scores of its channels.</summary>
public sealed record ScoredSeed(ScaleNetSpec Seed, ChannelScores Scores);
