using ScaleNet.Cli.CommandLine;
using ScaleNet.Predict;

using var signals = new StopSignals();
return Application.Run(CommandContext.ForProcess(args, signals), PredictRoot.Create);
