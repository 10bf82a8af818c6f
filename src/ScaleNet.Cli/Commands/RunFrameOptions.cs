using System.CommandLine;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Commands;

/// <summary>The options that say which run a training is, whatever is trained.</summary>
internal sealed class RunFrameOptions
{
    private readonly Option<string> _name = SharedOptions.Name();
    private readonly Option<string> _runs = SharedOptions.Runs();

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "two steps through everything, in a folder that is removed: time, memory and what an epoch would take",
    };

    private readonly Option<bool> _resume = new("--resume") { Description = "go on with the run of that name" };
    private readonly Option<bool> _overwrite = SharedOptions.Overwrite();
    private readonly Option<bool> _json = SharedOptions.Json();

    public RunFrameOptions()
    {
        _name.Aliases.Add("--experiment"); // timm's names
        _runs.Aliases.Add("--output");
    }

    /// <summary>The run's name, first in the help.</summary>
    public Option Name => _name;

    /// <summary>What tries instead of training.</summary>
    public Option DryRun => _dryRun;

    /// <summary>The others, last in the help.</summary>
    public IReadOnlyList<Option> Last => [_runs, _resume, _overwrite, _json];

    /// <summary>Name, folder and what happens to it.</summary>
    /// <exception cref="RunFolderException">There is no such run to go on with.</exception>
    /// <exception cref="Architecture.SpecException">Options against each other.</exception>
    public (string Name, string Folder, RunMode Mode) Bind(ParseResult parsed)
    {
        var name = parsed.GetRequiredValue(_name);
        var folder = Path.Combine(parsed.GetRequiredValue(_runs), name);
        var mode = SharedOptions.ModeOf(parsed, _resume, _overwrite);
        if (mode == RunMode.Resume)
        {
            _ = RunInfo.Read(folder); // what is not a run, or a newer version's, is told before anything is read of it
        }

        return (name, folder, mode);
    }

    public bool IsDryRun(ParseResult parsed) => parsed.GetValue(_dryRun);

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);
}
