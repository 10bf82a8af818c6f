using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Prediction;

using var signals = new StopSignals();
return Application.Run(CommandContext.ForProcess(args, signals) with { Torch = new TorchEngine() }, Root.Create);
