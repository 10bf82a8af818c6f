using ScaleNet.Architecture;
using ScaleNet.Data.Transforms;
using ScaleNet.Modeling.Execution;
using ScaleNet.Training.Recipes;

namespace ScaleNet.Training.Tests.Recipes;

public sealed class RecipeFileTests
{
    public static TheoryData<string> Names => new(RecipeFile.BuiltIn.Select(recipe => recipe.Name));

    [Fact]
    public void The_built_in_recipes_are_these() => Assert.Equal(
        [
            "detection-coco", "detection-scratch", "fashion-full", "fashion-modern", "fashion-quick", "fashion-seed",
            "imagenet-biglittle-110", "imagenet-cosine-120", "imagenet-modern", "imagenet-multistep-100", "imagenet-octconv", "imagenet-resnet-90", "study",
        ],
        RecipeFile.BuiltIn.Select(recipe => recipe.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_built_in_recipe_survives_a_round_trip_and_says_what_is_our_choice(string name)
    {
        var recipe = RecipeFile.Load(name);

        // As text: a list in it equals another only if it is the same object.
        Assert.Equal(RecipeFile.Write(recipe), RecipeFile.Write(RecipeFile.Read(RecipeFile.Write(recipe), name)));
        Assert.Contains("our choice", recipe.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void The_published_recipe_has_the_published_epochs_and_our_numbers_for_the_rest()
    {
        var recipe = RecipeFile.Load("imagenet-multistep-100");

        Assert.Equal((100, 256, 0.1, 1e-4, false),
            (recipe.Epochs, recipe.BatchSize, recipe.LearningRate, recipe.WeightDecay, recipe.Nesterov));
        Assert.Equal([30, 60, 90], recipe.Schedule.Milestones);
    }

    [Fact]
    public void An_unknown_name_gets_the_nearest_one()
    {
        var error = Assert.Throws<SpecException>(() => RecipeFile.Load("fashion-quik"));

        Assert.Equal(
            "recipe 'fashion-quik': neither a built-in recipe nor a readable file. Did you mean 'fashion-quick'?",
            error.Message);
    }

    [Fact]
    public void A_file_is_read_and_named_in_errors()
    {
        using var folder = new TemporaryFolder();
        var path = folder.In("mine.json");
        File.WriteAllText(path, RecipeFile.Write(Tiny.Recipe));
        Assert.Equal(Tiny.Recipe, RecipeFile.Load(path));

        File.WriteAllText(path, RecipeFile.Write(Tiny.Recipe with { Epochs = 0 }));
        var error = Assert.Throws<SpecException>(() => RecipeFile.Load(path));
        Assert.StartsWith($"{path}: $.epochs: got 0, expected 1 to", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_are_in_one_message()
    {
        var bad = new TrainingRecipe
        {
            Name = " ",
            Description = "",
            Epochs = 10,
            BatchSize = 0,
            Seed = -1,
            LearningRate = double.NaN,
            Schedule = new LearningRateSchedule
            {
                Kind = ScheduleKind.MultiStep,
                WarmupEpochs = 10,
                Milestones = [5, 5, 10],
                Gamma = 0,
                FinalLearningRate = 1,
            },
            Momentum = 0,
            Nesterov = true,
            WeightDecay = -1,
            DecayBatchNorm = true,
            LabelSmoothing = 1,
            Augmentation = new Augmentation { Pad = -1, Flip = false },
            Precision = (ComputePrecision)9,
            ChannelsLast = true,
        };

        var error = Assert.Throws<SpecException>(() => RecipeFile.Validate(bad, "bad.json"));

        Assert.Equal(
            "bad.json: $.name: is empty; "
            + "$.batchSize: got 0, expected 1 to 65536; "
            + "$.seed: got -1, expected 0 to 2147483647; "
            + "$.learningRate: got NaN, expected a finite number above 0; "
            + "$.schedule.warmupEpochs: got 10, expected 0 to 9; "
            + "$.schedule.gamma: got 0, expected above 0, at most 1; "
            + "$.schedule.finalLearningRate: got 1, expected none: it belongs to a cosine or polynomial schedule; "
            + "$.schedule.milestones[1]: got 5, expected 6 to 9, rising; "
            + "$.schedule.milestones[2]: got 10, expected 6 to 9, rising; "
            + "$.weightDecay: got -1, expected a finite number of at least 0; "
            + "$.labelSmoothing: got 1, expected 0 to below 1; "
            + "$.nesterov: needs a momentum above 0; "
            + "$.augmentation.pad: got -1, expected 0 to 1024; "
            + "$.precision: got 9, expected full or bfloat16.",
            error.Message);
    }

    [Fact]
    public void What_belongs_to_the_other_schedule_is_refused()
    {
        var schedule = new LearningRateSchedule
        {
            Kind = ScheduleKind.Cosine,
            Milestones = [1],
            Gamma = 0.5,
            FinalLearningRate = 9,
        };

        var error = Assert.Throws<SpecException>(
            () => RecipeFile.Validate(Tiny.Recipe with { Schedule = schedule }, "bad.json"));

        Assert.Equal(
            "bad.json: $.schedule.finalLearningRate: got 9, expected 0 to the learning rate; "
            + "$.schedule.gamma: got 0.5, expected none: it belongs to a multi-step schedule; "
            + "$.schedule.milestones: belong to a multi-step schedule, expected none.",
            error.Message);
    }

    [Theory]
    [InlineData("\"epochs\": 2,", "\"epochs\": 2, \"epoch\": 3,", "'epoch'")]
    [InlineData("\"epochs\": 2,", "\"epochs\": 2, \"epochs\": 3,", "epochs")]
    [InlineData("\"epochs\": 2,", "", "epochs")]
    [InlineData("\"epochs\": 2,", "\"epochs\": \"2\",", "$.epochs")]
    [InlineData("\"full\"", "\"half\"", "$.precision")]
    [InlineData("\"epochs\": 2,", "\"epochs\": 2", "$")]
    public void Anything_but_a_recipe_is_refused_in_one_line(string part, string replacement, string named)
    {
        var json = RecipeFile.Write(Tiny.Recipe).Replace(part, replacement, StringComparison.Ordinal);

        var error = Assert.Throws<SpecException>(() => RecipeFile.Read(json, "r.json"));

        Assert.StartsWith("r.json: is not a training recipe: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Half_precision_is_called_bfloat16() => Assert.Contains(
        "\"precision\": \"bfloat16\"",
        RecipeFile.Write(Tiny.Recipe with { Precision = ComputePrecision.BFloat16 }),
        StringComparison.Ordinal);
}
