using System.Globalization;
using Microsoft.AspNetCore.Http;
using ScaleNet.Architecture.Specs;
using ScaleNet.Serving.Models;

namespace ScaleNet.Serving.Http;

/// <summary>What is served, and what networks these are.</summary>
internal sealed class CatalogEndpoints(ModelCatalog catalog, ServerOptions options)
{
    /// <summary>The models that are served.</summary>
    public Task ModelsAsync(HttpContext context) =>
        JsonAnswers.WriteAsync(context, catalog.Slots.Select(Describe).OfType<ModelAnswer>().ToArray());

    /// <summary>What network a model is.</summary>
    public Task NetworkAsync(HttpContext context, string model, string? version)
    {
        var slot = catalog.Find(model, version);
        using var lease = ModelCatalog.Enter(slot);
        var network = lease.Model.Network;
        return JsonAnswers.WriteAsync(context, new NetworkAnswer
        {
            ModelName = slot.File.Name,
            ModelVersion = slot.Version,
            Kind = Word(lease.Model.Kind),
            Network = network.Name,
            SpecHash = network.SpecHash,
            Detector = network.Detector is { } detector ? DetectorAnswer.Of(detector) : null,
            Producer = network.Outline.Producer,
            ClassNames = lease.Model.Head.ClassNames,
            Height = network.Cost?.Height,
            Width = network.Cost?.Width,
            Parameters = network.Cost?.Parameters ?? network.Outline.Parameters,
            Macs = network.Cost?.Macs,
            Layers = network.Cost?.Layers,
            Allocation = network.Spec is ScaleNetSpec scaleNet ? Allocation(scaleNet) : null,
            Operators = network.Outline.Operators,
            Notes =
            [
                .. lease.Model.Head.Notes,
                .. new[] { lease.Model.Head.Problem, network.Note }.OfType<string>(),
            ],
        });
    }

    /// <summary>How the network shares channels among scales, as a picture.</summary>
    public async Task ChartAsync(HttpContext context, string model, string? version)
    {
        var slot = catalog.Find(model, version);
        using var lease = ModelCatalog.Enter(slot);
        var chart = (lease.Model.Network.Spec is { } spec ? options.DrawAllocation(spec) : null)
            ?? throw RequestProblem.NotFound($"model '{slot.File.Name}': does not share channels among scales, so there is no chart");
        context.Response.ContentType = "image/svg+xml";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'"; // a picture with colours, no more
        await context.Response.WriteAsync(chart, context.RequestAborted);
    }

    private static ModelAnswer? Describe(ModelSlot slot)
    {
        using var lease = slot.Enter();
        return lease is null ? null : new ModelAnswer(
            slot.File.Name,
            slot.Version,
            Word(lease.Model.Kind),
            lease.Model.MaxRows,
            lease.Model.BatchProblem,
            lease.Model.Head.ClassCount,
            slot.ReloadProblem);
    }

    /// <summary>What a kind is called in answers.</summary>
    public static string Word(ModelKind kind) => kind switch
    {
        ModelKind.Classification => "classification",
        ModelKind.Detection => "detection",
        ModelKind.Tensors => "tensors",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };

    private static AllocationAnswer Allocation(ScaleNetSpec spec) => new(
        [.. spec.Scales],
        [.. spec.BlocksByStage().Select((block, index) => new BlockAnswer(
            (index + 1).ToString(CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"stage {block.Stage}"),
            [.. block.Channels]))]);
}
