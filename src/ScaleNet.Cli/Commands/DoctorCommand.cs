using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Health;
using ScaleNet.Cli.Output;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet doctor</c>: what this program finds on the machine, and whether its libraries work.</summary>
internal static class DoctorCommand
{
    private const int NameWidth = -16;

    public static Command Create(CommandContext context)
    {
        var json = SharedOptions.Json();
        var command = new Verb(
            "doctor", "Tell what was found (system, processor, memory, libraries, data) and use each library once; exit code 2 if one is broken.",
            ["scalenet doctor", "scalenet doctor --json"]) { json };
        command.SetAction(parsed => Run(context, parsed.GetValue(json)));
        return command;
    }

    private static int Run(CommandContext context, bool isJson)
    {
        List<Finding> findings = [.. Machine.Look(), .. SelfTest.Run()];
        if (isJson)
        {
            JsonOutput.Write(context.Output, findings);
        }
        else
        {
            foreach (var finding in findings)
            {
                context.Output.WriteLine(OneLine.Of($"{finding.Name,NameWidth} {(finding.IsBroken ? "BROKEN: " : "")}{finding.Value}"));
            }
        }

        return findings.Any(finding => finding.IsBroken) ? ExitCode.BadInput : ExitCode.Success;
    }
}
