using ScaleNet.Cli.Studies;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Evaluation.Studies;

namespace ScaleNet.Cli.Tests.Studies;

public sealed class StudyFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => System.IO.Path.Combine(_folder.Path, "study");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_plan_may_grow()
    {
        StudyFolder.Take(Path, Plans.Small with { Seeds = [1], Arms = Plans.Small.Arms[..2] }).Dispose();

        StudyFolder.Take(Path, Plans.Small).Dispose();

        Assert.Equal(5, StudyPlan.Read(System.IO.Path.Combine(Path, StudyPlan.FileName)).Arms.Length);
    }

    [Fact]
    public void What_was_planned_cannot_be_changed_afterwards()
    {
        StudyFolder.Take(Path, Plans.Small).Dispose();
        var other = Plans.Small with
        {
            Recipe = "fashion-quick",
            Conditions = [Plans.Small.Conditions[0] with { Width = 9 }, Plans.Small.Conditions[1]],
            Arms = Plans.Small.Arms.SetItem(2, Plans.Small.Arms[2] with { Policy = "even" }),
        };

        var error = Assert.Throws<RunFolderException>(() => StudyFolder.Take(Path, other));

        Assert.Equal(
            $"{Path}: its study is another one: changed are the recipe (study, asked is fashion-quick), condition near, arm global. "
            + "Results of both would be mixed; choose another --name.",
            error.Message);
        Assert.Equal("study", StudyPlan.Read(System.IO.Path.Combine(Path, StudyPlan.FileName)).Recipe);
    }

    [Fact]
    public void Two_at_once_are_refused()
    {
        using var first = StudyFolder.Take(Path, Plans.Small);

        var error = Assert.Throws<RunFolderException>(() => StudyFolder.Take(Path, Plans.Small));

        Assert.Contains("cannot be locked", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_other_files_is_left_alone()
    {
        Directory.CreateDirectory(Path);
        File.WriteAllText(System.IO.Path.Combine(Path, "notes.txt"), "mine");

        var error = Assert.Throws<RunFolderException>(() => StudyFolder.Take(Path, Plans.Small));

        Assert.Equal($"{Path}: is not the folder of a study (no study.json). Choose another --name.", error.Message);
        Assert.Single(Directory.GetFileSystemEntries(Path));
    }
}
