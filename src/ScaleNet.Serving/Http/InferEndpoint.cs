using Microsoft.AspNetCore.Http;
using ScaleNet.Serving.Models;
using ScaleNet.Serving.Protocol;
using ScaleNet.Serving.Telemetry;

namespace ScaleNet.Serving.Http;

/// <summary><c>POST v2/models/MODEL[/versions/VERSION]/infer</c>: tensors in, tensors out.</summary>
internal sealed class InferEndpoint(Reception reception, ServingMetrics metrics, ServerOptions options)
{
    private const string Bytes = "application/octet-stream";

    /// <summary>Tensors in, tensors out.</summary>
    public Task HandleAsync(HttpContext context, string model, string? version) =>
        reception.ReceiveAsync(context, model, version, (slot, body) => AnswerAsync(context, slot, body));

    private async Task<HttpAnswer> AnswerAsync(HttpContext context, ModelSlot slot, ReadOnlyMemory<byte> body)
    {
        var jsonLength = JsonLengthOf(context.Request.Headers, body.Length);
        using var lease = ModelCatalog.Enter(slot);
        var request = InferenceRequestReader.Read(body, jsonLength, lease.Model.Inputs, lease.Model.Outputs);
        var job = lease.Model.JobOf(request.Inputs, [.. request.Outputs.Select(output => output.Name)]);
        var result = await lease.Model.RunAsync(job, options.Timeout, options.Clock, context.RequestAborted);
        metrics.Computed(slot, result);
        var answer = InferenceResponse.Of(slot.File.Name, slot.Version, request, result.Outputs);
        return answer.Binary.Count > 0
            ? new HttpAnswer(Bytes, [answer.Json, .. answer.Binary.Select(tensor => tensor.Data)]) { JsonLength = answer.Json.Length }
            : new HttpAnswer(JsonAnswers.ContentType, [answer.Json]);
    }

    private static int? JsonLengthOf(IHeaderDictionary headers, int bodyLength)
    {
        var header = headers[Headers.JsonLength];
        if (header.Count == 0)
        {
            return null;
        }

        return Headers.JsonLengthOf(headers) is { } length && length <= bodyLength
            ? length
            : throw RequestProblem.Bad(FormattableString.Invariant(
                $"{Headers.JsonLength}: got '{header}', expected a whole number up to the {bodyLength} bytes of the body"));
    }
}
