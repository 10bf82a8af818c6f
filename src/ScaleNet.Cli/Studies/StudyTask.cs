using ScaleNet.Evaluation.Studies;

namespace ScaleNet.Cli.Studies;

/// <summary>One training of a study.</summary>
/// <param name="Condition">Its setting.</param>
/// <param name="Seed">The seed of its training.</param>
internal abstract record StudyTask(StudyCondition Condition, int Seed)
{
    /// <summary>What tells it from the others, and its folder below the study's.</summary>
    public abstract string Id { get; }

    /// <summary>The task that must be done before; null for none.</summary>
    public virtual string? Needs => null;
}
