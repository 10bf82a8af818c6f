using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;
using ScaleNet.Deployment.Inference;
using ScaleNet.Serving.Batching;
using ScaleNet.Serving.Http;
using ScaleNet.Serving.Models;
using ScaleNet.Serving.Telemetry;

namespace ScaleNet.Serving.Classification;

/// <summary><c>POST v1/classify</c>: the most probable classes of a picture.</summary>
internal sealed class ClassifyEndpoint(Reception reception, PictureDecoding decoding, ServingMetrics metrics, ServerOptions options)
{
    private const int DefaultTop = 5;

    /// <summary>The most probable classes of a picture: the body is its file, or a form with it.</summary>
    /// <param name="context">The request; its body is the picture.</param>
    /// <param name="model">The model; null for the first one.</param>
    /// <param name="version">Its version; null for the highest.</param>
    /// <param name="top">How many classes to name; null for five.</param>
    /// <param name="invert">Whether bright and dark are exchanged; null for no.</param>
    public Task HandleAsync(HttpContext context, string? model, string? version, string? top, string? invert)
    {
        var count = top is null ? DefaultTop : Number(top);
        var isInverted = invert is not null && Truth(invert);
        ImageUpload.CheckType(context.Request);
        return reception.ReceiveAsync(context, model, version, (slot, body) => AnswerAsync(context, slot, body, count, isInverted));
    }

    private async Task<HttpAnswer> AnswerAsync(HttpContext context, ModelSlot slot, ReadOnlyMemory<byte> body, int top, bool invert)
    {
        var start = options.Clock.GetTimestamp();
        var file = await ImageUpload.FindAsync(context.Request, body);
        using var lease = ModelCatalog.Enter(slot);
        var head = lease.Model.Head ?? throw RequestProblem.Bad(
            $"model '{slot.File.Name}': does not classify pictures ({lease.Model.HeadProblem}) Use /v2/models/{slot.File.Name}/infer.");
        var picture = await decoding.DecodeAsync(file, head.Description.Preprocessing, invert, context.RequestAborted);
        var decoded = options.Clock.GetElapsedTime(start);
        var job = new InferenceJob([Input(head, picture.Values)], [head.Output]);
        var left = options.Timeout > decoded ? options.Timeout - decoded : TimeSpan.Zero;
        var result = await lease.Model.RunAsync(job, left, options.Clock, context.RequestAborted);
        metrics.Computed(slot, result);
        var scores = MemoryMarshal.Cast<byte, float>(result.Outputs[0].Data)[..head.Description.Classes];
        var classes = head.Rank(scores, Math.Min(top, head.Description.Classes)).Select(ranked => new ClassAnswer(
            ranked.Index, NameOf(head, ranked.Index), ranked.Probability)).ToArray();
        return HttpAnswer.Json(new ClassifyAnswer(
            slot.File.Name, slot.Version, picture.Width, picture.Height, classes, result.BatchRows,
            new LatencyAnswer(Milliseconds(decoded), Milliseconds(result.Waited), Milliseconds(result.Computed), Milliseconds(options.Clock.GetElapsedTime(start)))));
    }

    // Of a model with a fixed batch the other images are zeros, and nobody looks at what they give.
    private static HostTensor Input(ClassificationHead head, float[] values)
    {
        var shape = head.Description.Preprocessing.Shape;
        var rows = head.Description.FixedBatch ?? 1;
        var data = new byte[rows * values.Length * sizeof(float)];
        MemoryMarshal.AsBytes<float>(values).CopyTo(data);
        return new HostTensor(head.Input, TensorElement.Float32, [rows, shape.Channels, shape.Height, shape.Width], data);
    }

    private static string NameOf(ClassificationHead head, int index) =>
        head.Description.ClassNames?[index] ?? string.Create(CultureInfo.InvariantCulture, $"class {index}");

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0
            ? value
            : throw RequestProblem.Bad($"top: got '{text}', expected a whole number from 1 up");

    private static bool Truth(string text) =>
        bool.TryParse(text, out var value) ? value : throw RequestProblem.Bad($"invert: got '{text}', expected true or false");
}
