using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Output;
using ScaleNet.Cli.Speed;

namespace ScaleNet.Cli.Commands;

/// <summary>What <c>bench</c> runs in a process of its own; hidden, as nobody else has a use for it.</summary>
internal static class MeasureCommand
{
    /// <summary>Its verb.</summary>
    public const string Name = "measure-one";

    public static Command Create(CommandContext context)
    {
        var request = new Argument<string>("REQUEST") { Description = "what to measure, as JSON" };
        var command = new Verb(Name, "Measure one network for `bench`.") { request };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            JsonOutput.Write(context.Output, Measurement.Run(MeasureRequest.FromJson(parsed.GetRequiredValue(request))));
            return ExitCode.Success;
        });
        return command;
    }
}
