using System.CommandLine;
using System.CommandLine.Invocation;
using System.Diagnostics.CodeAnalysis;
using Spectre.Console;

namespace ScaleNet.Cli.CommandLine;

/// <summary>Parses a command line, runs its verb, and turns what goes wrong into a line and an exit code.</summary>
internal static class Application
{
    /// <summary>Runs the context's command line.</summary>
    /// <param name="context">What the verbs are given.</param>
    /// <param name="root">Makes the command with its verbs: those of a smaller program are fewer.</param>
    public static int Run(CommandContext context, Func<CommandContext, RootCommand> root) => Guard(context, () => Invoke(context, root));

    /// <summary>Runs something, and is the only place where exceptions end: what goes wrong becomes a message and an exit code.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The edge: an unknown exception is reported as a defect, exit code 1.")]
    public static int Guard(CommandContext context, Func<int> work)
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            context.Say("stopped");
            return context.StopCode();
        }
        catch (Exception error) when (UserErrors.CodeOf(error) is { } code)
        {
            Report(context, error.Message);
            return code;
        }
        catch (Exception error)
        {
            Report(context, "this is a defect of scalenet, please report it with the lines below");
            context.Log.Profile.Out.Writer.WriteLine(error.ToString());
            return ExitCode.Failure;
        }
    }

    /// <summary>The one line of an error.</summary>
    public static void Report(CommandContext context, string message)
    {
        context.Log.Markup("[red]error:[/] ");
        context.Say(context.ErrorPrefix + message);
    }

    private static int Invoke(CommandContext context, Func<CommandContext, RootCommand> root)
    {
        // No bundles (-abc), as short options have values, and no response files, as an image may be called @a.png.
        var configuration = new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null };
        var parsed = root(context).Parse(context.Arguments, configuration);
        if (parsed.Action is ParseErrorAction or null || !parsed.Action.ClearsParseErrors)
        {
            if (ParseProblems.First(parsed) is { } problem)
            {
                Report(context, problem);
                return ExitCode.BadInput;
            }
        }

        return parsed.Invoke(new InvocationConfiguration
        {
            Output = context.Output,
            Error = context.Log.Profile.Out.Writer,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }
}
