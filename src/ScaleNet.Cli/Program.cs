using ScaleNet.Cli.CommandLine;

using var signals = new StopSignals();
return Application.Run(CommandContext.ForProcess(args, signals));
