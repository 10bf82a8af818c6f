using System.Text;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Evaluation.Studies;
using static ScaleNet.Evaluation.Tests.Studies.StudyFixture;

namespace ScaleNet.Evaluation.Tests.Studies;

public sealed class StudyPlanTests : IDisposable
{
    private const string Text = """
        {
          "name": "small", "title": "A small study", "question": "Does it add up?", "recipe": "quick", "seeds": [1, 2],
          "conditions": [{ "name": "narrow", "data": "fashion", "blocks": [1, 1, 1], "width": 4, "scales": [1, 2] }],
          "arms": [
            { "name": "resnet", "family": "resNet" },
            { "name": "learned", "family": "scaleNet", "policy": "per-block", "seedEpochs": 3, "seedFrom": "narrow" }
          ],
          "comparisons": [{ "arm": "learned", "against": "resnet" }]
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_plan_is_read()
    {
        var plan = Parse(Text);

        Assert.Equal(1 * 2 * 2, plan.Trainings);
        Assert.Equal(new ArmPair("learned", "resnet"), Assert.Single(plan.Comparisons));
        Assert.Equal((ArmFamily.ScaleNet, "per-block", 3), (plan.Arms[1].Family, plan.Arms[1].Policy, plan.Arms[1].SeedEpochs));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        Plan.Write(_folder.Path);
        var text = File.ReadAllText(_folder.File(StudyPlan.FileName));

        StudyPlan.Read(_folder.File(StudyPlan.FileName)).Write(_folder.Path);

        Assert.Equal(text, File.ReadAllText(_folder.File(StudyPlan.FileName)));
    }

    [Fact]
    public void A_plan_that_is_not_there_is_named() => Assert.Contains(
        "study.json: there is no such file",
        Assert.Throws<RunFolderException>(() => StudyPlan.Read(_folder.File(StudyPlan.FileName))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("\"against\": \"resnet\"", "\"against\": \"resmet\"", "$.comparisons: there is no arm 'resmet'")]
    [InlineData("\"against\": \"resnet\"", "\"against\": \"learned\"", "$.comparisons: compares 'learned' with itself")]
    [InlineData("\"name\": \"small\"", "\"name\": \"../small\"", "$.name: got the name '../small'")]
    [InlineData("{ \"name\": \"resnet\", \"family\": \"resNet\" }", "null", "$.arms[0]: is null, expected an object")]
    [InlineData("\"name\": \"learned\"", "\"name\": \"resnet\"", "$.arms: the name 'resnet' is there twice")]
    [InlineData("\"name\": \"learned\"", "\"name\": \"a/b\"", "$.arms: got the name 'a/b', expected small letters, digits and hyphens")]
    [InlineData("\"name\": \"learned\"", "\"name\": \"\"", "$.arms: got the name ''")]
    [InlineData("\"name\": \"narrow\"", "\"name\": \"..\"", "$.conditions: got the name '..'")]
    [InlineData("\"seeds\": [1, 2]", "\"seeds\": []", "$.seeds: is empty")]
    [InlineData("\"seeds\": [1, 2]", "\"seeds\": [1, 1]", "$.seeds: holds a number twice")]
    [InlineData("\"seedFrom\": \"narrow\"", "\"seedFrom\": \"wide\"", "$.arms[1].seedFrom: there is no condition 'wide'")]
    [InlineData("\"seedEpochs\": 3", "\"seedEpochs\": 0", "$.arms[1].seedEpochs: got 0, expected 1 or more")]
    [InlineData("\"seedEpochs\": 3", "\"seedRatio\": 0", "$.arms[1].seedRatio: got 0, expected above 0")]
    [InlineData("\"seedEpochs\": 3", "\"seedPenalty\": -1", "$.arms[1].seedPenalty: got -1, expected 0 or more")]
    [InlineData("\"seedEpochs\": 3", "\"aliveThreshold\": -1", "$.arms[1].aliveThreshold: got -1, expected 0 or more")]
    [InlineData("\"policy\": \"per-block\",", "", "$.arms[1].policy: expected for a scaleNet")]
    [InlineData("\"family\": \"resNet\"", "\"family\": \"resNet\", \"inherit\": true", "$.arms[0]: ResNet has no scales and no seed")]
    [InlineData("\"blocks\": [1, 1, 1]", "\"blocks\": []", "$.conditions[0].blocks: got []")]
    [InlineData("\"blocks\": [1, 1, 1]", "\"blocks\": [1, 0]", "$.conditions[0].blocks: got [1,0]")]
    [InlineData("\"width\": 4", "\"width\": 0", "$.conditions[0].width: got 0, expected 1 or more")]
    [InlineData("\"width\": 4", "\"width\": 4, \"epochs\": 0", "$.conditions[0].epochs: got 0, expected 1 or more")]
    [InlineData("\"scales\": [1, 2]", "\"scales\": []", "$.conditions[0].scales: got [], expected different down-sampling factors")]
    [InlineData("\"scales\": [1, 2]", "\"scales\": [2, 2]", "$.conditions[0].scales: got [2,2]")]
    [InlineData("\"seedEpochs\": 3", "\"scales\": [0]", "$.arms[1].scales: got [0]")]
    [InlineData("\"seedEpochs\": 3", "\"draw\": -1", "$.arms[1].draw: got -1, expected 0 or more")]
    [InlineData("\"family\": \"resNet\"", "\"family\": \"mlp\"", "$.arms[0].family: expected one of resNet, seResNet, scaleNet.")]
    public void A_problem_is_told_with_its_place(string text, string instead, string problem)
    {
        var error = Assert.Throws<RunFolderException>(() => Parse(Changed(text, instead)));

        Assert.StartsWith("the plan: is not a study: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_are_told_at_once()
    {
        var error = Assert.Throws<RunFolderException>(() => Parse(
            Changed("\"seeds\": [1, 2]", "\"seeds\": []").Replace("\"against\": \"resnet\"", "\"against\": \"none\"", StringComparison.Ordinal)));

        Assert.Contains("$.seeds", error.Message, StringComparison.Ordinal);
        Assert.Contains("$.comparisons", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"seeds\": [1, 2]", "\"seeds\": null")]
    [InlineData("\"seeds\": [1, 2]", "\"seeds\": [1, null]")]
    [InlineData("\"seeds\": [1, 2],", "")]
    [InlineData("\"recipe\": \"quick\"", "\"recipe\": null")]
    [InlineData("\"recipe\": \"quick\"", "\"recipe\": \"quick\", \"colour\": \"red\"")]
    [InlineData("\"policy\": \"per-block\"", "\"polcy\": \"per-block\"")]
    [InlineData("\"family\": \"resNet\"", "\"family\": \"vgg\"")]
    [InlineData("\"family\": \"resNet\"", "\"family\": 0")]
    [InlineData("\"scales\": [1, 2]", "\"scales\": null")]
    [InlineData("{ \"arm\": \"learned\", \"against\": \"resnet\" }", "{ \"arm\": \"learned\" }")]
    [InlineData("{ \"arm\": \"learned\", \"against\": \"resnet\" }", "null")]
    [InlineData("{ \"name\": \"resnet\", \"family\": \"resNet\" }", "null")]
    [InlineData("[{ \"name\": \"narrow\", \"data\": \"fashion\", \"blocks\": [1, 1, 1], \"width\": 4, \"scales\": [1, 2] }]", "[null]")]
    [InlineData("[{ \"name\": \"narrow\", \"data\": \"fashion\", \"blocks\": [1, 1, 1], \"width\": 4, \"scales\": [1, 2] }]", "null")]
    public void What_is_no_plan_at_all_is_an_error_that_names_the_file(string text, string instead)
    {
        var error = Assert.Throws<RunFolderException>(() => Parse(Changed(text, instead)));

        Assert.StartsWith("the plan", error.Message, StringComparison.Ordinal);
    }

    private static StudyPlan Parse(string text) => StudyPlan.Parse(Encoding.UTF8.GetBytes(text), "the plan");

    private static string Changed(string text, string instead)
    {
        Assert.Contains(text, Text, StringComparison.Ordinal);
        return Text.Replace(text, instead, StringComparison.Ordinal);
    }
}
