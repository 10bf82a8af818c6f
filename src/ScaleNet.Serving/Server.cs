using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ScaleNet.Deployment.Inference;
using ScaleNet.Serving.Classification;
using ScaleNet.Serving.Detection;
using ScaleNet.Serving.Http;
using ScaleNet.Serving.Models;
using ScaleNet.Serving.Page;
using ScaleNet.Serving.Pictures;
using ScaleNet.Serving.Telemetry;

namespace ScaleNet.Serving;

/// <summary>A server that answers with ONNX models over HTTP.</summary>
public sealed class Server : IAsyncDisposable
{
    private readonly ServerOptions _options;
    private readonly WebApplication _app;
    private readonly ModelCatalog _catalog = new();
    private readonly Gate _gate = new();
    private readonly ServingMetrics _metrics;
    private readonly PrometheusText _text;
    private readonly PictureDecoding _toClassify;
    private readonly PictureDecoding _toSearch; // places of its own: pictures that wait for a slow detector keep them
    private readonly CancellationTokenSource _stopReloading = new();
    private readonly ILogger<Server> _log;
    private Task _reloading = Task.CompletedTask;

    private Server(ServerOptions options)
    {
        _options = options;
        _app = WebHost.Create(options);
        _metrics = new ServingMetrics(_catalog, () => _gate.IsOpen);
        _text = new PrometheusText(_metrics.Meter);
        (_toClassify, _toSearch) = (new PictureDecoding(options), new PictureDecoding(options));
        _log = _app.Services.GetRequiredService<ILogger<Server>>();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>Models that are served.</summary>
    public int ModelCount => _catalog.Slots.Count;

    /// <summary>Requests that were computed and answered to the last byte.</summary>
    public long Answered => _gate.Answered;

    internal ModelCatalog Catalog => _catalog;

    internal Gate Gate => _gate;

    internal Reception Reception { get; private set; } = null!;

    internal ModelReloader Reloader { get; private set; } = null!;

    /// <summary>Opens all models and listens.</summary>
    /// <exception cref="ServingException">A model is not there, or the address is taken or not this machine's.</exception>
    /// <exception cref="InferenceException">A model cannot be used.</exception>
    public static async Task<Server> StartAsync(ServerOptions options, CancellationToken stop = default)
    {
        var server = new Server(options);
        var isStarted = false;
        try
        {
            server.OpenModels();
            server.MapAddresses();
            await server.ListenAsync(stop);
            server._reloading = server.Reloader.RunAsync(options.ReloadInterval, options.Clock, server._stopReloading.Token);
            isStarted = true;
            return server;
        }
        finally
        {
            if (!isStarted)
            {
                await server.DisposeAsync();
            }
        }
    }

    /// <summary>Ends it: says that it is not ready, takes no more requests, answers those under way, stops listening.</summary>
    public async Task StopAsync()
    {
        ServingLog.Draining(_log, _gate.Active);
        using var late = new CancellationTokenSource(_options.DrainTimeout, _options.Clock); // for answers, and for their last bytes to be taken
        await _stopReloading.CancelAsync();
        await _reloading;
        try
        {
            await _gate.Close().WaitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            _gate.GiveUp();
            ServingLog.DrainedTooLate(_log, _gate.Active, _options.DrainTimeout.TotalSeconds);
        }

        await _app.StopAsync(late.Token);
        await Task.WhenAll(_catalog.Slots.Select(slot => slot.Close()));
        ServingLog.Ended(_log, _gate.Answered, _gate.Refused);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopReloading.CancelAsync();
        await _reloading;
        await _app.DisposeAsync();
        foreach (var slot in _catalog.Slots)
        {
            await slot.Close();
        }

        _text.Dispose();
        _metrics.Dispose();
        _toClassify.Dispose();
        _toSearch.Dispose();
        _stopReloading.Dispose();
    }

    private void OpenModels()
    {
        var arguments = new ModelArguments(_options.Models);
        var loader = new ModelLoader(_options);
        Reloader = new ModelReloader(
            arguments, _catalog, loader, _metrics, _app.Services.GetRequiredService<ILogger<ModelReloader>>());
        foreach (var file in arguments.Find())
        {
            var slot = loader.Open(file);
            _catalog.Set([.. _catalog.Slots, slot]);
            using var lease = slot.Enter()!;
            ServingLog.Serving(_log, file.Name, slot.Version, lease.Model.Kind.ToString(), lease.Model.MaxRows, file.Path);
            if (lease.Model.BatchProblem is { } problem)
            {
                ServingLog.NotBatched(_log, file.Name, slot.Version, problem);
            }
        }
    }

    private void MapAddresses()
    {
        var edge = new Edge(_metrics, _gate, _options, _app.Services.GetRequiredService<ILogger<Edge>>());
        _app.Use(next => context => edge.HandleAsync(context, next));
        var key = new ApiKey(_options.ApiKey);
        _app.Use(next => context => key.CheckAsync(context, next));
        _app.Use(next => context => HeadRequests.AnswerAsync(context, next));
        _app.UseRouting();
        var reception = new Reception(_catalog, _gate, _options);
        Reception = reception;
        Routes.MapProtocol(_app, new ProtocolEndpoints(_catalog, _gate, _options), new InferEndpoint(reception, _metrics, _options));
        Routes.MapOwn(
            _app,
            new ClassifyEndpoint(reception, new PictureQuestions(_toClassify, _metrics, _options)),
            new DetectEndpoint(reception, new PictureQuestions(_toSearch, _metrics, _options)),
            new CatalogEndpoints(_catalog, _options),
            new PageEndpoints(new Examples()));
        Routes.MapPlain(_app, _text);
        _app.MapOpenApi("/openapi.json");
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        try
        {
            await _app.StartAsync(stop);
        }
        catch (IOException problem)
        {
            var isTaken = problem.InnerException is AddressInUseException;
            throw new ServingException(
                FormattableString.Invariant($"{_options.Address}:{_options.Port}: ")
                + (isTaken ? "another program listens there. Choose another --port, or 0 for a free one." : $"cannot listen there ({problem.Message})."),
                problem);
        }
        catch (System.Net.Sockets.SocketException problem)
        {
            throw new ServingException(
                FormattableString.Invariant($"{_options.Address}:{_options.Port}: cannot listen there ({problem.Message}). Choose another --host or --port."),
                problem);
        }

        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Address = new Uri(addresses.Addresses.Single());
        ServingLog.Listening(_log, Address.ToString());
        if (!IPAddress.IsLoopback(_options.Address) && _options.ApiKey is null)
        {
            ServingLog.NotGuarded(_log, _options.Address.ToString());
        }
    }
}
