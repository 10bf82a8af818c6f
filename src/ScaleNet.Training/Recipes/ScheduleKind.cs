namespace ScaleNet.Training.Recipes;

/// <summary>The form of a learning-rate schedule; camelCase strings on disk.</summary>
public enum ScheduleKind
{
    /// <summary>Multiplied by a factor at the start of some epochs.</summary>
    MultiStep,

    /// <summary>Half a cosine wave from the peak to the final rate, a little lower at each step.</summary>
    Cosine,

    /// <summary>A power of the remaining share of the steps: 1 is a straight line.</summary>
    Polynomial,
}
