using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Training.Checkpoints;

namespace ScaleNet.Cli.Commands;

/// <summary>The options that say which weights of a run are meant.</summary>
internal sealed class CheckpointOptions
{
    private const string Last = "last";
    private const string Best = "best";

    private readonly Option<CheckpointChoice> _epoch = new("--epoch")
    {
        Description = "of a run: the weights of the newest checkpoint (last, the default), of the epoch with the lowest error on its test "
            + "images (best), or of epoch N, if it is kept",
        HelpName = $"{Last}|{Best}|N",
        CustomParser = Parse,
    };

    private readonly Option<bool> _plain = new("--no-ema")
    {
        Description = "of a run that kept a running average of its weights (--model-ema): the weights themselves",
    };

    private Option[] All => [_epoch, _plain];

    public void AddTo(Command command) => command.AddAll(All);

    public CheckpointChoice Bind(ParseResult parsed) =>
        (parsed.GetValue(_epoch) ?? new CheckpointChoice()) with { UseAverage = !parsed.GetValue(_plain) };

    /// <summary>Refuses the options where no run is read.</summary>
    /// <exception cref="Architecture.SpecException">One was given.</exception>
    public void RequireRun(ParseResult parsed, bool isRun)
    {
        if (!isRun && All.FirstOrDefault(parsed.IsGiven) is { } given)
        {
            throw new Architecture.SpecException($"{given.Name}: chooses among the checkpoints of a run, and none is read. Leave it out.");
        }
    }

    private static CheckpointChoice? Parse(ArgumentResult result)
    {
        var word = result.Tokens[0].Value;
        if (word is Last or Best)
        {
            return new CheckpointChoice { Best = word == Best };
        }

        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) && epoch > 0)
        {
            return new CheckpointChoice { Epoch = epoch };
        }

        result.AddError($"--epoch: got '{word}', expected {Last}, {Best} or the number of an epoch.");
        return null;
    }
}
