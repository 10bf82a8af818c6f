using ScaleNet.Cli.Studies;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Evaluation.Studies;
using ScaleNet.Training.Recipes;

namespace ScaleNet.Cli.Tests.Studies;

/// <summary>Trainings of another study that are taken for one's own.</summary>
public sealed class KnownTrainingsTests : IDisposable
{
    private const int Epochs = 10;

    private static readonly StudyConduct Conduct = new(RecipeFile.Load("study") with { Epochs = Epochs }, LimitBatches: null);

    private static readonly StudyCondition Near = Plans.Small.Conditions[0];
    private static readonly StudyArm Learned = Plans.Small.Arms[1];
    private static readonly StudyArm ResNet = Plans.Small.Arms[0];

    private readonly TemporaryFolder _folder = new();

    public KnownTrainingsTests()
    {
        Plans.Small.Write(_folder.Path);
        StudyLog.Append(_folder.Path, Plans.Result("near", "learned", Epochs));
        StudyLog.Append(_folder.Path, Plans.Result("near", "resnet", Epochs));
        StudyLog.Append(_folder.Path, new StudySeed
        {
            Condition = "near",
            Seed = 1,
            Variant = "scales-1-2-ratio-1-epochs-10",
            Scales = [1, 2],
            Macs = 2,
            TestError = 0.5,
            Seconds = 1,
            Scores = [],
        });
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_same_training_under_another_name_of_its_condition_is_found_and_says_whose_it_is()
    {
        var result = Find(Near with { Name = "mine" }, Learned);

        Assert.Equal(("mine", "learned", "small/near/learned/1"), (result!.Condition, result.Arm, result.TakenFrom));
        Assert.Equal(0.25, result.TestError);
    }

    [Fact]
    public void What_was_taken_over_twice_says_where_it_comes_from_at_first()
    {
        using var second = new TemporaryFolder();
        (Plans.Small with { Name = "second" }).Write(second.Path);
        StudyLog.Append(second.Path, Plans.Result("near", "learned", Epochs) with { TakenFrom = "first/a/b/1" });

        var known = KnownTrainings.Of([second.Path], "study", Conduct);

        Assert.Equal("first/a/b/1", known.Find(Task(Near, Learned))!.TakenFrom);
    }

    [Fact]
    public void A_seed_network_is_found_too()
    {
        var task = Task(Near with { Name = "mine" }, Learned).Source!;

        var seed = KnownTrainings.Of([_folder.Path], "study", Conduct).Find(task);

        Assert.Equal(("mine", "small/near/seed-network-scales-1-2-ratio-1-epochs-10/1"), (seed!.Condition, seed.TakenFrom));
    }

    [Fact]
    public void What_was_cut_short_is_no_training_of_a_study_that_is_not_and_the_other_way_round()
    {
        using var cut = new TemporaryFolder();
        Plans.Small.Write(cut.Path);
        StudyLog.Append(cut.Path, Plans.Result("near", "learned", Epochs) with { LimitBatches = 1 });

        Assert.Null(KnownTrainings.Of([cut.Path], "study", Conduct).Find(Task(Near, Learned)));
        Assert.NotNull(KnownTrainings.Of([cut.Path], "study", Conduct with { LimitBatches = 1 }).Find(Task(Near, Learned)));
        Assert.Null(KnownTrainings.Of([_folder.Path], "study", Conduct with { LimitBatches = 1 }).Find(Task(Near, Learned)));
    }

    [Fact]
    public void Any_other_setting_is_another_training()
    {
        Assert.Null(Find(Near with { Width = 9 }, Learned));
        Assert.Null(Find(Near with { Epochs = 3 }, Learned));
        Assert.Null(Find(Near with { TrainImages = 100 }, Learned));
        Assert.Null(Find(Near with { Scales = [1, 2, 4] }, Learned));
        Assert.Null(Find(Near, Learned with { SeedEpochs = 3 }));
        Assert.Null(Find(Near, Learned, seed: 2));
        Assert.Null(Find(Near, Learned, seedFrom: Near with { Name = "far", Width = 9 }));
        Assert.NotNull(Find(Near, Learned, seedFrom: Near with { Name = "far" }));
    }

    [Fact]
    public void Under_another_name_or_with_its_scales_said_elsewhere_an_arm_is_the_same()
    {
        Assert.Equal("other", Find(Near, Learned with { Name = "other" })!.Arm);
        Assert.NotNull(Find(Near with { Scales = [1, 7] }, Learned with { Scales = Near.Scales }));
        Assert.Null(Find(Near, Learned with { Scales = [1, 7] }));
        Assert.Null(Find(Near, Learned with { Policy = "global" }));
    }

    [Fact]
    public void A_network_of_one_scale_is_told_with_the_scales_of_its_new_condition()
    {
        var one = Learned with { Name = "one", Policy = "even", Scales = [2] };
        using var other = new TemporaryFolder();
        (Plans.Small with { Arms = [one, ResNet], Comparisons = [] }).Write(other.Path);
        StudyLog.Append(other.Path, Plans.Result("near", "one", Epochs) with { Scales = [1, 2], Channels = [[0, 5], [0, 7]] });

        var task = new ArmTask(Near with { Name = "mine", Scales = [1, 2, 4] }, Seed: 1, one with { Name = "only-2" }, Source: null);
        var result = KnownTrainings.Of([other.Path], "study", Conduct).Find(task)!;

        Assert.Equal([1, 2, 4], result.Scales!.Value);
        Assert.Equal([[0, 5, 0], [0, 7, 0]], result.Channels!.Value.Select(block => block.ToArray()));
    }

    [Fact]
    public void Networks_without_scales_do_not_depend_on_those_of_the_condition() => Assert.NotNull(Find(Near with { Scales = [1, 7] }, ResNet));

    [Fact]
    public void A_study_of_another_recipe_and_what_is_no_study_are_refused()
    {
        Assert.Equal(
            $"{_folder.Path}: its networks were trained by the recipe study, expected fashion-quick. Take from another study.",
            Assert.Throws<RunFolderException>(() => KnownTrainings.Of([_folder.Path], "fashion-quick", Conduct)).Message);
        File.WriteAllText(Path.Combine(_folder.Path, "recipe.json"), RecipeFile.Write(Conduct.Recipe with { LearningRate = 7 }));
        Assert.Equal(
            $"{_folder.Path}: its networks were trained by the recipe study, expected what that says now. Take from another study.",
            Assert.Throws<RunFolderException>(() => KnownTrainings.Of([_folder.Path], "study", Conduct)).Message);
        Assert.Throws<RunFolderException>(() => KnownTrainings.Of([Path.Combine(_folder.Path, "none")], "study", Conduct));
    }

    private StudyResult? Find(StudyCondition condition, StudyArm arm, int seed = 1, StudyCondition? seedFrom = null) =>
        KnownTrainings.Of([_folder.Path], "study", Conduct).Find(Task(condition, arm, seed, seedFrom));

    private static ArmTask Task(StudyCondition condition, StudyArm arm, int seed = 1, StudyCondition? seedFrom = null)
    {
        var source = seedFrom ?? condition;
        return new ArmTask(
            condition,
            seed,
            seedFrom is null ? arm : arm with { SeedFrom = seedFrom.Name },
            arm.Family == ArmFamily.ScaleNet ? new SeedTask(source, seed, SeedVariant.Of(arm, source, source.Epochs ?? Epochs)) : null);
    }
}
