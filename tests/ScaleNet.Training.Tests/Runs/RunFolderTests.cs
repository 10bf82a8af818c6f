using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ClassificationJob Job => Tiny.Job(_folder.In("run")) with
    {
        LimitBatches = 1,
        Recipe = Tiny.Recipe with { Epochs = 1, Schedule = Tiny.Recipe.Schedule with { WarmupEpochs = 0 } },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_that_holds_a_run_is_refused()
    {
        Tiny.Train(Job);

        Assert.Equal(
            $"{Job.RunFolder}: exists. Use --resume to go on with the run, or --overwrite to start it anew.",
            Refusal(Job));
    }

    [Theory]
    [InlineData(RunMode.New)]
    [InlineData(RunMode.Overwrite)]
    public void A_folder_of_something_else_is_never_touched(RunMode mode)
    {
        Directory.CreateDirectory(Job.RunFolder);
        File.WriteAllText(Path.Combine(Job.RunFolder, "thesis.tex"), "years of work");

        Assert.Equal(
            $"{Job.RunFolder}: is not empty, and not a run folder (no run.json). Choose another folder.",
            Refusal(Job with { Mode = mode }));
        Assert.Equal(["thesis.tex"], RunFiles.Names(Job.RunFolder));
    }

    [Theory]
    [InlineData(RunMode.New)]
    [InlineData(RunMode.Overwrite)]
    public void An_empty_folder_or_what_a_kill_at_the_first_moment_leaves_will_do(RunMode mode)
    {
        Directory.CreateDirectory(Job.RunFolder);
        File.WriteAllText(Path.Combine(Job.RunFolder, "run.lock"), "");
        File.WriteAllText(Path.Combine(Job.RunFolder, "run.json.tmp"), "{");

        Assert.Equal(RunStatus.Finished, Tiny.Train(Job with { Mode = mode }).Status);
    }

    [Fact]
    public void A_file_is_no_folder()
    {
        File.WriteAllText(Job.RunFolder, "");

        Assert.Equal($"{Job.RunFolder}: is a file, expected a folder. Choose another path.", Refusal(Job));
    }

    [Fact]
    public void Only_a_run_can_be_resumed() => Assert.Equal(
        $"{Job.RunFolder}: holds no run (no run.json). Check the path, or leave --resume out to start one.",
        Refusal(Job with { Mode = RunMode.Resume }));

    [Fact]
    public void Overwriting_removes_the_run_and_nothing_else()
    {
        Tiny.Train(Job with { Spec = Tiny.Seed, Recipe = Job.Recipe with { Epochs = 2 } });
        File.WriteAllText(Path.Combine(Job.RunFolder, "notes.txt"), "mine");
        File.WriteAllText(Path.Combine(Job.RunFolder, "report.html"), "old");

        var result = Tiny.Train(Job with { Mode = RunMode.Overwrite });

        Assert.Single(result.Metrics);
        Assert.Equal(
            [
                "checkpoints/epoch-0001.json", "checkpoints/epoch-0001.momentum.safetensors",
                "checkpoints/epoch-0001.safetensors", "classes.json", "metrics.jsonl", "network.json", "notes.txt",
                "predictions.json", "preprocessing.json", "recipe.json", "run.json",
            ],
            RunFiles.Names(Job.RunFolder));
    }

    [Theory]
    [InlineData(RunMode.Resume)]
    [InlineData(RunMode.Overwrite)]
    public void A_newer_version_s_run_is_left_alone(RunMode mode)
    {
        Tiny.Train(Job);
        var path = Path.Combine(Job.RunFolder, "run.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal));

        Assert.Contains("made by a newer version: format 2", Refusal(Job with { Mode = mode }), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Job.RunFolder, "metrics.jsonl")));
    }

    [Fact]
    public void Two_trainings_cannot_share_a_folder()
    {
        Directory.CreateDirectory(Job.RunFolder);
        using var other = RunLock.Take(Job.RunFolder);

        Assert.StartsWith($"{Job.RunFolder}: cannot be locked (", Refusal(Job), StringComparison.Ordinal);
    }

    private static string Refusal(ClassificationJob job) => Assert.Throws<RunFolderException>(() => Tiny.Train(job)).Message;
}
