using ScaleNet.Architecture;
using ScaleNet.Cli.Studies;
using ScaleNet.Evaluation.Studies;

namespace ScaleNet.Cli.Tests.Studies;

public sealed class StudyTasksTests
{
    private static readonly IReadOnlyList<StudyTask> Tasks = StudyTasks.Of(Plans.Small, recipeEpochs: 10);

    [Fact]
    public void Every_arm_is_trained_in_every_condition_with_every_seed() =>
        Assert.Equal(5 * 2 * 2, Tasks.OfType<ArmTask>().Select(task => task.Id).Distinct().Count());

    [Fact]
    public void Arms_that_learn_from_the_same_seed_network_share_it()
    {
        var ids = Tasks.OfType<SeedTask>().Select(task => task.Id).ToList();

        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal(2 * 2 * 2, ids.Count); // a full one and a short one in each condition, with each seed
        Assert.Contains("near/seed-network-scales-1-2-ratio-1-epochs-10/1", ids);
        Assert.Contains("far/seed-network-scales-1-2-ratio-1-epochs-2/2", ids);
    }

    [Fact]
    public void A_split_from_elsewhere_is_learned_there()
    {
        var task = Tasks.OfType<ArmTask>().Single(task => task.Id == "near/elsewhere/2");

        Assert.Equal("far/seed-network-scales-1-2-ratio-1-epochs-10/2", task.Needs);
    }

    [Fact]
    public void What_is_needed_comes_before_and_one_seed_before_the_next()
    {
        var place = Tasks.Index().ToDictionary(entry => entry.Item.Id, entry => entry.Index);

        Assert.All(Tasks.Where(task => task.Needs is not null), task => Assert.True(place[task.Needs!] < place[task.Id]));
        Assert.Equal(Tasks.Select(task => task.Seed).Order(), Tasks.Select(task => task.Seed));
    }

    [Fact]
    public void A_part_is_what_was_asked_for_and_the_seed_networks_that_it_needs()
    {
        var part = StudyPart.Of(Plans.Small, ["near"], [2]).Of(Tasks);

        Assert.Equal(Tasks.OfType<ArmTask>().Where(task => task.Id.StartsWith("near/", StringComparison.Ordinal) && task.Seed == 2), part.OfType<ArmTask>());
        Assert.Equal(
            part.Select(task => task.Needs).OfType<string>().Distinct().Order(StringComparer.Ordinal),
            part.OfType<SeedTask>().Select(task => task.Id).Order(StringComparer.Ordinal));
        Assert.Contains("far/seed-network-scales-1-2-ratio-1-epochs-10/2", part.Select(task => task.Id)); // of a split that is learned elsewhere
        Assert.Equal(Tasks, StudyPart.Of(Plans.Small, [], []).Of(Tasks));
    }

    [Fact]
    public void A_part_that_the_study_does_not_have_is_refused()
    {
        var condition = Assert.Throws<SpecException>(() => StudyPart.Of(Plans.Small, ["near", "farther"], []));
        var seed = Assert.Throws<SpecException>(() => StudyPart.Of(Plans.Small, [], [1, 0]));

        Assert.Equal("study 'small': has no condition farther, expected some of near, far.", condition.Message);
        Assert.Equal("study 'small': has no seed 0, expected some of 1, 2.", seed.Message);
    }

    [Fact]
    public void An_unknown_policy_is_refused_before_anything_is_trained()
    {
        var plan = Plans.Small with { Arms = [Plans.Small.Arms[1] with { Policy = "per-blok" }] };

        var error = Assert.Throws<SpecException>(() => StudyTasks.Of(plan, recipeEpochs: 10));

        Assert.Contains("Did you mean 'per-block'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_the_policy_does_not_have_is_refused_before_anything_is_trained()
    {
        var learned = Plans.Small.Arms[1];

        Assert.Equal("policy 'per-block': has no draws, as random has. Leave the draw out.", Refused(learned with { Draw = 2 }));
        Assert.Equal("policy 'per-block': has no threshold, as morphnet has. Leave the threshold out.", Refused(learned with { AliveThreshold = 0.1 }));
        Assert.Equal("policy 'random': has no threshold, as morphnet has. Leave the threshold out.", Refused(learned with { Policy = "random", AliveThreshold = 0.1 }));

        static string Refused(StudyArm arm) =>
            Assert.Throws<SpecException>(() => StudyTasks.Of(Plans.Small with { Arms = [arm] }, recipeEpochs: 10)).Message;
    }

    [Fact]
    public void Another_threshold_is_another_seed_network()
    {
        var morphed = Plans.Small.Arms[1] with { Policy = "morphnet", SeedPenalty = 0.05 };

        var ids = StudyTasks.Of(Plans.Small with { Arms = [morphed, morphed with { Name = "pruned", AliveThreshold = 0.1 }] }, recipeEpochs: 10)
            .OfType<SeedTask>().Select(task => task.Id).ToList();

        Assert.Contains("near/seed-network-scales-1-2-ratio-1-epochs-10-penalty-0.05/1", ids);
        Assert.Contains("near/seed-network-scales-1-2-ratio-1-epochs-10-penalty-0.05-threshold-0.1/1", ids);
    }
}
