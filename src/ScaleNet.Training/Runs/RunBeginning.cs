using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Tasks;

namespace ScaleNet.Training.Runs;

/// <summary>Where a training begins.</summary>
/// <param name="Info">The content of <c>run.json</c>.</param>
/// <param name="Checkpoint">What it goes on from; null to begin with initial weights.</param>
/// <param name="Start">What the initial weights are replaced by; null for none, and after a checkpoint.</param>
/// <param name="Notes">What the user should know.</param>
internal sealed record RunBeginning(RunInfo Info, Checkpoint? Checkpoint, IStartingWeights? Start, IReadOnlyList<string> Notes);
