using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Checkpoints;

namespace ScaleNet.Training.Runs;

/// <summary>Where a training begins.</summary>
/// <param name="Info">The content of <c>run.json</c>.</param>
/// <param name="Checkpoint">What it goes on from; null to begin with initial weights.</param>
/// <param name="Notes">What the user should know.</param>
internal sealed record RunBeginning(RunInfo Info, Checkpoint? Checkpoint, IReadOnlyList<string> Notes);
