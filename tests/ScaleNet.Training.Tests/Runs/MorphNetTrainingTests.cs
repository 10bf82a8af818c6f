using ScaleNet.Architecture;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Tests.Runs;

public sealed class MorphNetTrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Tier", "slow")]
    public void Pressed_scales_end_lower_than_free_ones()
    {
        Tiny.Train(Job("free", null));
        Tiny.Train(Job("pressed", new MorphNetRegularization { Strength = 20 }));

        var (free, pressed) = (Scores("free"), Scores("pressed"));

        Assert.True(pressed.Sum() < 0.9 * free.Sum(), $"{pressed.Sum()} of {free.Sum()}");
    }

    [Fact]
    public void A_stopped_training_goes_on_bit_for_bit()
    {
        var recipe = new MorphNetRegularization { Strength = 5, Cost = CostKind.Parameters, AllChannels = true };
        Tiny.Train(Job("straight", recipe));

        Tiny.TrainUntil(Job("broken", recipe), epoch: 2, batch: 3);
        Tiny.Train(Job("broken", recipe) with { Mode = RunMode.Resume });

        RunFiles.AssertSame(_folder.In("straight"), _folder.In("broken"), epoch: 2);
    }

    [Fact]
    public void A_training_is_not_resumed_with_another_strength()
    {
        Tiny.TrainUntil(Job("run", new MorphNetRegularization { Strength = 5 }), epoch: 1, batch: 2);

        var error = Assert.Throws<RunFolderException>(
            () => Tiny.Train(Job("run", new MorphNetRegularization { Strength = 6 }) with { Mode = RunMode.Resume }));

        Assert.Contains("recipe $.morphNet.strength: the run has 5, asked is 6", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_without_branches_is_refused_before_anything_is_written()
    {
        var job = Job("run", new MorphNetRegularization { Strength = 1 }) with { Spec = Tiny.Network };

        var error = Assert.Throws<SpecException>(() => Tiny.Train(job));

        Assert.Contains("has no batch norms of branches to press on", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.In("run")));
    }

    [Fact]
    public void The_recipes_field_is_read_back_and_left_out_where_it_is_off()
    {
        var recipe = Tiny.Recipe with { MorphNet = new MorphNetRegularization { Strength = 2, Cost = CostKind.Parameters } };

        Assert.Equal(recipe, RecipeFile.Read(RecipeFile.Write(recipe), "mine.json"));
        Assert.DoesNotContain("morphNet", RecipeFile.Write(Tiny.Recipe), StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_of_the_field_are_told_with_their_paths()
    {
        var bad = Tiny.Recipe with
        {
            MorphNet = new MorphNetRegularization { Strength = 0, Cost = CostKind.Latency, Threshold = double.NaN },
        };

        var error = Assert.Throws<SpecException>(() => RecipeFile.Validate(bad, "bad.json"));

        Assert.Equal(
            "bad.json: $.morphNet.strength: got 0, expected a finite number above 0; "
            + "$.morphNet.threshold: got NaN, expected a finite number of at least 0; "
            + "$.morphNet.cost: got Latency, expected macs or parameters.",
            error.Message);
    }

    private ClassificationJob Job(string name, MorphNetRegularization? morphNet) => Tiny.Job(_folder.In(name)) with
    {
        Kind = RunKind.Seed,
        Spec = Tiny.Seed,
        Recipe = Tiny.Recipe with { MorphNet = morphNet },
        LimitBatches = 4,
    };

    private IEnumerable<float> Scores(string name) => TrainedRun.Open(_folder.In(name)).ReadScores().Blocks
        .SelectMany(block => block).SelectMany(scale => scale);
}
