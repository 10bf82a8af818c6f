using System.Net;
using Microsoft.Extensions.Logging;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Serving;

/// <summary>How a server listens, what it accepts and how it computes.</summary>
public sealed record ServerOptions
{
    /// <summary>What to serve: <c>MODEL.onnx</c>, <c>NAME=MODEL.onnx</c>, or a folder with <c>NAME/VERSION/*.onnx</c>; at least one.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>The address to listen at.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 for any that is free.</summary>
    public int Port { get; init; } = 8000; // the port of the protocol's examples

    /// <summary>What a client must send to be answered; null for nothing.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Threads that compute a batch.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Batches of one model that are computed at the same time, each by <see cref="Threads"/>. Null: while one request is there all threads compute it, and of
    /// several each thread computes its own; a model whose inputs have any size computes one at a time.
    /// </summary>
    public int? Instances { get; init; }

    /// <summary>Most rows that are computed together; 1 for no batching.</summary>
    public int MaxBatch { get; init; } = 8;

    /// <summary>How long the first request of a batch waits for others; those that come while the model computes share the next one anyway.</summary>
    public TimeSpan BatchDelay { get; init; } = TimeSpan.Zero;

    /// <summary>Requests of one model that wait or compute at once; one more is answered 429.</summary>
    public int QueueLimit { get; init; } = 64;

    /// <summary>How long a request may take after its body is there; then it is answered 504.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a body may take to come, and an answer to be taken; then the connection ends.</summary>
    public TimeSpan TransferTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest body of a request, bytes; a longer one is answered 413.</summary>
    public long MaxBodyBytes { get; init; } = 32L << 20;

    /// <summary>Most pixels of a picture; one with more is answered 400 before it is decoded.</summary>
    public long MaxPixels { get; init; } = 50_000_000;

    /// <summary>How often the files are looked at; zero for never.</summary>
    public TimeSpan ReloadInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the end waits for requests that are under way.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The least important messages that are logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>What takes the log; null for standard error.</summary>
    internal ILoggerProvider? Log { get; init; }

    /// <summary>Draws how a network's channels are shared among scales as SVG; null from it for networks without such shares.</summary>
    public Func<NetworkSpec, string?> DrawAllocation { get; init; } = _ => null;

    /// <summary>The version that the server says it has.</summary>
    public string Version { get; init; } = "0.1.0";

    /// <summary>The time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
