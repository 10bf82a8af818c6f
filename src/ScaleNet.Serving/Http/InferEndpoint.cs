using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using ScaleNet.Serving.Models;
using ScaleNet.Serving.Protocol;
using ScaleNet.Serving.Telemetry;

namespace ScaleNet.Serving.Http;

/// <summary><c>POST v2/models/MODEL[/versions/VERSION]/infer</c>: tensors in, tensors out.</summary>
internal sealed class InferEndpoint(Reception reception, ServingMetrics metrics, ServerOptions options)
{
    /// <summary>Tensors in, tensors out.</summary>
    public Task HandleAsync(HttpContext context, string model, string? version) =>
        reception.ReceiveAsync(context, model, version, slot => AnswerAsync(context, slot));

    private async Task AnswerAsync(HttpContext context, ModelSlot slot)
    {
        var body = await RequestBody.ReadAsync(context.Request, options.MaxBodyBytes);
        var jsonLength = JsonLengthOf(context.Request.Headers[Headers.JsonLength], body.Length);
        using var lease = ModelCatalog.Enter(slot);
        var request = InferenceRequestReader.Read(body, jsonLength, lease.Model.Inputs, lease.Model.Outputs);
        var job = lease.Model.JobOf(request.Inputs, [.. request.Outputs.Select(output => output.Name)]);
        var result = await lease.Model.RunAsync(job, options.Timeout, options.Clock, context.RequestAborted);
        metrics.Computed(slot, result);
        await WriteAsync(context, InferenceResponse.Of(slot.File.Name, slot.Version, request, result.Outputs));
    }

    private static int? JsonLengthOf(StringValues header, int bodyLength)
    {
        if (header.Count == 0)
        {
            return null;
        }

        return int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= bodyLength
            ? length
            : throw RequestProblem.Bad(FormattableString.Invariant(
                $"{Headers.JsonLength}: got '{header}', expected a whole number up to the {bodyLength} bytes of the body"));
    }

    private static async Task WriteAsync(HttpContext context, InferenceResponse answer)
    {
        var isBinary = answer.Binary.Count > 0;
        context.Response.ContentType = isBinary ? "application/octet-stream" : "application/json";
        context.Response.ContentLength = answer.Json.Length + answer.Binary.Sum(tensor => (long)tensor.Data.Length);
        if (isBinary)
        {
            context.Response.Headers[Headers.JsonLength] = answer.Json.Length.ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.Body.WriteAsync(answer.Json, context.RequestAborted);
        foreach (var tensor in answer.Binary)
        {
            await context.Response.Body.WriteAsync(tensor.Data, context.RequestAborted);
        }
    }
}
