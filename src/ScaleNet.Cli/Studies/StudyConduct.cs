using ScaleNet.Training.Recipes;

namespace ScaleNet.Cli.Studies;

/// <summary>How the networks of a study are trained, beside what its plan says: it must be the same for all of them.</summary>
/// <param name="Recipe">The recipe that the plan names.</param>
/// <param name="LimitBatches">Batches that an epoch is cut to, to try things out; null for whole epochs.</param>
internal sealed record StudyConduct(TrainingRecipe Recipe, int? LimitBatches);
