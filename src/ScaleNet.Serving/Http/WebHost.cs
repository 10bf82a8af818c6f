using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace ScaleNet.Serving.Http;

/// <summary>The web server as the options have it, without anything that reads settings from elsewhere.</summary>
internal static class WebHost
{
    // A client that reads none of the 64 KiB that are written ahead of it is cut off after 16 s.
    private static readonly MinDataRate LeastAnswerRate = new(bytesPerSecond: 4 << 10, gracePeriod: TimeSpan.FromSeconds(5));

    private const string ApplicationName = "scalenet"; // whatever program it is part of: it stands in the description
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel";
    private const long FormOverhead = 64 << 10; // what a form is longer than its picture

    /// <summary>A server with no address mapped yet.</summary>
    public static WebApplication Create(ServerOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = ApplicationName });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes + FormOverhead; // ours says more, and comes first
            kestrel.Limits.MinRequestBodyDataRate = null; // ours is a time for the whole body: a rate forgives a pause behind a fast start
            kestrel.Limits.MinResponseDataRate = LeastAnswerRate;
            kestrel.Listen(options.Address, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, TransferBlocks>();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTimeout);
        builder.Services.ConfigureHttpJsonOptions(json => JsonAnswers.Configure(json.SerializerOptions));
        builder.Services.AddOpenApi(description => Description.Configure(description, options));
        AddFilters(builder.Logging, options.LogLevel);
        if (options.Log is null)
        {
            AddConsole(builder.Logging);
        }
        else
        {
            builder.Logging.AddProvider(options.Log);
        }

        return builder.Build();
    }

    private static void AddFilters(ILoggingBuilder logging, LogLevel least)
    {
        logging.SetMinimumLevel(least);
        logging.AddFilter("Microsoft", From(LogLevel.Warning));
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // why it does not start is said once, by us

        // Kestrel logs an error with its stack for each body that was given up because it came too slowly: a read that is cancelled leaves it
        // believing that one is under way when it looks for the rest of the body. What else it says under this name ends at our edge, which
        // logs it, before Kestrel sees it; what it says of connections and bad requests has names of its own.
        logging.AddFilter(Kestrel, From(LogLevel.Critical));
        logging.AddFilter($"{Kestrel}.", From(LogLevel.Warning));

        LogLevel From(LogLevel level) => level > least ? level : least;
    }

    // One JSON object a line, on standard error: standard output is for results.
    private static void AddConsole(ILoggingBuilder logging)
    {
        logging.AddJsonConsole(format =>
        {
            format.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            format.UseUtcTimestamp = true;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite; // who does not read the log does not stop the answers
        });
    }
}
