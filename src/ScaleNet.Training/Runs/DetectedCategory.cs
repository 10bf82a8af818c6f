using ScaleNet.Data.Detection;

namespace ScaleNet.Training.Runs;

/// <summary>What a label of a detector means: an entry of <c>categories.json</c>, whose first is of label 1.</summary>
/// <param name="Id">The category's id in the annotations.</param>
/// <param name="Name">Its name.</param>
public sealed record DetectedCategory(long Id, string Name)
{
    /// <summary>All classes in the order of their labels.</summary>
    public static IReadOnlyList<DetectedCategory> Of(CocoClasses classes) =>
        [.. classes.CategoryIds.Zip(classes.Names, (id, name) => new DetectedCategory(id, name))];
}
