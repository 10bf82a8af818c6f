using System.CommandLine;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Serving;

namespace ScaleNet.Cli.Commands;

/// <summary><c>scalenet serve</c>: answers over HTTP with ONNX models.</summary>
internal sealed class ServeCommand
{
    private const string Description =
        "Answer over HTTP with ONNX models: the Open Inference Protocol (v2) that clients of KServe and Triton speak, classes of pictures "
        + "(v1/classify), objects in pictures (v1/detect), and a page to try it. A file that changes is served anew.";

    private static readonly string[] Examples =
    [
        "scalenet serve trained1.onnx",
        "scalenet serve fashion=trained1.onnx photos=resnet50.onnx --host 0.0.0.0 --port 9000 --api-key-file key.txt",
        "scalenet serve models --max-batch 16 --batch-delay-ms 5 --queue 128 --log warning",
    ];

    private readonly Argument<string[]> _models = new("MODEL.onnx|NAME=MODEL.onnx|FOLDER")
    {
        Description = "ONNX models, called as their files or as you say, and folders with NAME/VERSION/*.onnx",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly ServeOptionSet _options = new();

    public static Command Create(CommandContext context)
    {
        var serve = new ServeCommand();
        var command = new Verb("serve", Description, Examples) { serve._models };
        serve._options.AddTo(command);
        command.SetAction(parsed => serve.Run(context, parsed));
        return command;
    }

    private int Run(CommandContext context, ParseResult parsed)
    {
        var options = _options.Bind(parsed, parsed.GetRequiredValue(_models), context.Clock);
        ServeAsync(context, options).GetAwaiter().GetResult();
        context.Stop.ThrowIfCancellationRequested(); // the usual end, with the signal's exit code
        return ExitCode.Success;
    }

    private static async Task ServeAsync(CommandContext context, ServerOptions options)
    {
        await using var server = await Server.StartAsync(options, context.Stop);
        context.Output.WriteLine(FormattableString.Invariant(
            $"serving {server.ModelCount} {(server.ModelCount == 1 ? "model" : "models")} at {server.Address}"));
        context.Output.Flush();
        await Task.Delay(Timeout.InfiniteTimeSpan, context.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await server.StopAsync();
        context.Say(FormattableString.Invariant($"answered {server.Answered} inferences"));
    }
}
