using ScaleNet.Cli.Studies;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Evaluation.Studies;
using ScaleNet.Training.Recipes;

namespace ScaleNet.Cli.Tests.Studies;

public sealed class StudyFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static StudyConduct Conduct { get; } = new(RecipeFile.Load("study"), LimitBatches: null);

    private string Path => System.IO.Path.Combine(_folder.Path, "study");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_plan_may_grow()
    {
        Begin(Plans.Small with { Seeds = [1], Arms = Plans.Small.Arms[..2] });

        StudyFolder.Take(Path, Plans.Small, Conduct).Dispose();

        Assert.Equal(5, StudyPlan.Read(System.IO.Path.Combine(Path, StudyPlan.FileName)).Arms.Length);
    }

    [Fact]
    public void What_has_no_results_may_change()
    {
        StudyFolder.Take(Path, Plans.Small with { Seeds = [7], Arms = Plans.Small.Arms[..1] }, Conduct with { LimitBatches = 1 }).Dispose();
        Begin(Plans.Small);

        StudyFolder.Take(Path, Plans.Small with { Arms = Plans.Small.Arms.SetItem(3, Plans.Small.Arms[3] with { Policy = "even" }) }, Conduct).Dispose();

        Assert.Equal("even", StudyPlan.Read(System.IO.Path.Combine(Path, StudyPlan.FileName)).Arms[3].Policy);
    }

    [Fact]
    public void What_has_results_cannot_be_changed_afterwards()
    {
        Begin(Plans.Small);
        var other = Plans.Small with
        {
            Name = "other",
            Seeds = [2],
            Recipe = "fashion-quick",
            Conditions = [Plans.Small.Conditions[0] with { Width = 9 }, Plans.Small.Conditions[1]],
            Arms = [.. Plans.Small.Arms[1..2], Plans.Small.Arms[2] with { Policy = "even" }],
        };

        var error = Assert.Throws<RunFolderException>(() => StudyFolder.Take(Path, other, Conduct with { LimitBatches = 3 }));

        Assert.Equal(
            $"{Path}: its study is another one: changed are the name (small, asked is other), the recipe (study, asked is fashion-quick), "
            + "the batches of an epoch (all, asked is 3), condition near, arm resnet (gone), arm global, seed 1 (gone). "
            + "Results of both would be mixed; choose another --name.",
            error.Message);
        Assert.Equal("study", StudyPlan.Read(System.IO.Path.Combine(Path, StudyPlan.FileName)).Recipe);
    }

    [Fact]
    public void A_recipe_that_was_edited_is_another_one()
    {
        Begin(Plans.Small);

        var error = Assert.Throws<RunFolderException>(
            () => StudyFolder.Take(Path, Plans.Small, Conduct with { Recipe = Conduct.Recipe with { LearningRate = 7 } }));

        Assert.Contains("changed are what the recipe study says. ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_at_once_are_refused()
    {
        using var first = StudyFolder.Take(Path, Plans.Small, Conduct);

        var error = Assert.Throws<RunFolderException>(() => StudyFolder.Take(Path, Plans.Small, Conduct));

        Assert.Contains("cannot be locked", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_other_files_is_left_alone()
    {
        Directory.CreateDirectory(Path);
        File.WriteAllText(System.IO.Path.Combine(Path, "notes.txt"), "mine");

        var error = Assert.Throws<RunFolderException>(() => StudyFolder.Take(Path, Plans.Small, Conduct));

        Assert.Equal($"{Path}: is not the folder of a study (no study.json). Choose another --name.", error.Message);
        Assert.Single(Directory.GetFileSystemEntries(Path));
    }

    // A study with results of two arms in one condition.
    private void Begin(StudyPlan plan)
    {
        StudyFolder.Take(Path, plan, Conduct).Dispose();
        foreach (var arm in new[] { "resnet", "global" }.Intersect(plan.Arms.Select(arm => arm.Name)))
        {
            StudyLog.Append(Path, Plans.Result("near", arm, Conduct.Recipe.Epochs));
        }
    }
}
