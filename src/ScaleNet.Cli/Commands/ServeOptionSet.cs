using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Microsoft.Extensions.Logging;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Serving;
using ScaleNet.Cli.Steps;
using ScaleNet.Serving;

namespace ScaleNet.Cli.Commands;

/// <summary>The options of <c>scalenet serve</c>.</summary>
internal sealed class ServeOptionSet
{
    private const int LastPort = IPEndPoint.MaxPort;
    private const int Million = 1_000_000;
    private const int MostMegapixels = 223; // what the decoder takes at all
    private const int MostMebibytes = 1024;
    private const int MostSeconds = 86_400; // a day
    private const int MostMilliseconds = 86_400;

    private static readonly ServerOptions Defaults = new() { Models = [] };

    private readonly Option<IPAddress> _host = new("--host")
    {
        Description = "the address to listen at; 0.0.0.0 for every one of this machine (default: 127.0.0.1, this machine only)",
        HelpName = "ADDRESS",
        CustomParser = ParseHost,
    };

    private readonly Option<int> _port = new("--port")
    {
        Description = $"the port; 0 takes a free one and prints it (default: {Defaults.Port})",
        HelpName = "N",
        CustomParser = Values.Integer(0, LastPort),
    };

    private readonly Option<int> _maxBatch = SharedOptions.Integer(
        "--max-batch", 1, $"most images that are computed together, where the model allows it; 1: none (default: {Defaults.MaxBatch})");

    private readonly Option<double> _batchDelay = new("--batch-delay-ms")
    {
        Description = $"how long an image waits for others to share a batch; those that come while the model computes share one anyway (default: {Defaults.BatchDelay.TotalMilliseconds})",
        HelpName = "X",
        CustomParser = Values.Number(value => value is >= 0 and <= MostMilliseconds, $"a number from 0 to {MostMilliseconds}"),
    };

    private readonly Option<int> _instances = new("--instances")
    {
        Description = "batches of one model that are computed at the same time, each by --threads (default: a lone request by all threads, of several one by each)",
        HelpName = "N",
        CustomParser = Values.Integer(1, Environment.ProcessorCount * 4),
    };

    private readonly Option<int> _queue = SharedOptions.Integer(
        "--queue", 1, $"requests of one model that wait or compute at once; one more is answered 429 (default: {Defaults.QueueLimit})");

    private readonly Option<double> _timeout = Seconds("--timeout-seconds", $"how long an answer may take (default: {Defaults.Timeout.TotalSeconds})");

    private readonly Option<double> _transfer = Seconds(
        "--transfer-seconds", $"how long a request's body may take to come, and an answer to be taken (default: {Defaults.TransferTimeout.TotalSeconds})");

    private readonly Option<int> _maxBody = new("--max-body-mb")
    {
        Description = $"longest request, MiB (default: {Defaults.MaxBodyBytes >> 20})",
        HelpName = "N",
        CustomParser = Values.Integer(1, MostMebibytes),
    };

    private readonly Option<int> _maxPixels = new("--max-megapixels")
    {
        Description = $"largest picture, millions of pixels (default: {Defaults.MaxPixels / Million})",
        HelpName = "N",
        CustomParser = Values.Integer(1, MostMegapixels),
    };

    private readonly Option<double> _reload = new("--reload-seconds")
    {
        Description = $"how often the model files are looked at for changes; 0: never (default: {Defaults.ReloadInterval.TotalSeconds})",
        HelpName = "X",
        CustomParser = Values.Number(value => value is >= 0 and <= MostSeconds, $"a number from 0 to {MostSeconds}, a day"),
    };

    private readonly Option<double> _drain = Seconds(
        "--drain-seconds", $"how long the end waits for requests that are under way (default: {Defaults.DrainTimeout.TotalSeconds})");

    private readonly Option<string> _apiKey = new("--api-key-file")
    {
        Description = $"a file with the key that clients must send (default: the environment variable {ApiKeySource.Variable}, if it is set)",
        HelpName = "FILE",
    };

    private readonly Option<LogLevel> _log = new("--log")
    {
        Description = "the least that is logged: info (every request; the default), warning or error",
        HelpName = "info|warning|error",
        CustomParser = ParseLevel,
    };

    private readonly Option<int> _threads = SharedOptions.Threads();

    /// <summary>Adds the options.</summary>
    public void AddTo(Command command) => command.AddAll(
        _host, _port, _maxBatch, _batchDelay, _instances, _queue, _timeout, _transfer, _maxBody, _maxPixels, _reload, _drain, _apiKey, _log, _threads);

    /// <summary>The options as they were given.</summary>
    /// <exception cref="Architecture.SpecException">The key cannot be read.</exception>
    public ServerOptions Bind(ParseResult parsed, IReadOnlyList<string> models, TimeProvider clock) => new()
    {
        Models = models,
        Address = parsed.IsGiven(_host) ? parsed.GetRequiredValue(_host) : Defaults.Address,
        Port = parsed.Given(_port) ?? Defaults.Port,
        MaxBatch = parsed.Given(_maxBatch) ?? Defaults.MaxBatch,
        BatchDelay = TimeSpan.FromMilliseconds(parsed.Given(_batchDelay) ?? Defaults.BatchDelay.TotalMilliseconds),
        Instances = parsed.Given(_instances),
        QueueLimit = parsed.Given(_queue) ?? Defaults.QueueLimit,
        Timeout = TimeSpan.FromSeconds(parsed.Given(_timeout) ?? Defaults.Timeout.TotalSeconds),
        TransferTimeout = TimeSpan.FromSeconds(parsed.Given(_transfer) ?? Defaults.TransferTimeout.TotalSeconds),
        MaxBodyBytes = parsed.Given(_maxBody) is { } mebibytes ? (long)mebibytes << 20 : Defaults.MaxBodyBytes,
        MaxPixels = parsed.Given(_maxPixels) is { } megapixels ? (long)megapixels * Million : Defaults.MaxPixels,
        ReloadInterval = TimeSpan.FromSeconds(parsed.Given(_reload) ?? Defaults.ReloadInterval.TotalSeconds),
        DrainTimeout = TimeSpan.FromSeconds(parsed.Given(_drain) ?? Defaults.DrainTimeout.TotalSeconds),
        ApiKey = ApiKeySource.Read(parsed.GetValue(_apiKey)),
        LogLevel = parsed.Given(_log) ?? Defaults.LogLevel,
        Threads = SharedOptions.ThreadsOf(parsed, _threads),
        DrawAllocation = AllocationDrawing.Of,
        Version = ToolVersion.Number,
        Clock = clock,
    };

    private static Option<double> Seconds(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "X",
        CustomParser = Values.Number(value => value is > 0 and <= MostSeconds, "a number above 0, at most a day of seconds"),
    };

    private static IPAddress? ParseHost(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text == "localhost")
        {
            return IPAddress.Loopback;
        }

        if (IPAddress.TryParse(text, out var address))
        {
            return address;
        }

        result.AddError($"--host: got '{text}', expected an address of this machine, such as 127.0.0.1, 0.0.0.0 or ::1.");
        return null;
    }

    private static LogLevel ParseLevel(ArgumentResult result) => Values.Word(
        result, ("info", LogLevel.Information), ("warning", LogLevel.Warning), ("error", LogLevel.Error));
}
