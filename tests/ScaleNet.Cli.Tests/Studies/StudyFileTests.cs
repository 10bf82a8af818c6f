using ScaleNet.Architecture;
using ScaleNet.Cli.Studies;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Training.Recipes;

namespace ScaleNet.Cli.Tests.Studies;

public sealed class StudyFileTests
{
    public static TheoryData<string> BuiltIn => [.. StudyFile.BuiltIn];

    [Fact]
    public void There_are_studies_to_run() => Assert.Contains("multi-scale", StudyFile.BuiltIn);

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void A_built_in_study_is_sound_and_can_be_unfolded(string name)
    {
        var plan = StudyFile.Load(name);

        Assert.Equal(name, plan.Name);
        var tasks = StudyTasks.Of(plan, RecipeFile.Load(plan.Recipe).Epochs);
        Assert.Equal(plan.Trainings, tasks.Count(task => task is ArmTask));
    }

    // Without any training: the arms that learn nothing must cost what the ResNet costs, within the hundredth that is promised.
    [Theory]
    [InlineData("multi-scale")]
    [InlineData("transfer")]
    public void The_arms_of_a_main_study_cost_the_same_within_a_hundredth(string name)
    {
        var data = FashionMnist.LoadEmbedded();
        var plan = StudyFile.Load(name);
        foreach (var condition in plan.Conditions)
        {
            var side = condition.ImageSize ?? data.Preprocessing.Height;
            var networks = new StudyNetworks(condition, data with { Preprocessing = new Preprocessing(1, side, side, [0], [1]) });
            foreach (var arm in plan.Arms.Where(arm => arm.Policy is null or "even" or "random"))
            {
                var cost = networks.Budget.CostOf(networks.Of(arm, source: null));
                Assert.True(
                    Math.Abs((cost / (double)networks.Budget.Amount) - 1) <= 0.01,
                    $"{condition.Name} {arm.Name}: {cost} of {networks.Budget.Amount}");
            }
        }
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_nearest()
    {
        var error = Assert.Throws<SpecException>(() => StudyFile.Load("multi-scales"));

        Assert.Equal("study 'multi-scales': neither a built-in study nor a file. Did you mean 'multi-scale'?", error.Message);
    }
}
