using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Inference;
using ScaleNet.Serving.Http;
using ScaleNet.Serving.Models;
using ScaleNet.Serving.Pictures;

namespace ScaleNet.Serving.Classification;

/// <summary><c>POST v1/classify</c>: the most probable classes of a picture.</summary>
internal sealed class ClassifyEndpoint(Reception reception, PictureQuestions questions)
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
        var count = QueryText.Count(nameof(top), top, DefaultTop);
        var isInverted = QueryText.Truth(nameof(invert), invert);
        ImageUpload.CheckType(context.Request);
        return reception.ReceiveAsync(context, model, version, (slot, body) => AnswerAsync(context, slot, body, count, isInverted));
    }

    private async Task<HttpAnswer> AnswerAsync(HttpContext context, ModelSlot slot, ReadOnlyMemory<byte> body, int top, bool invert)
    {
        using var question = await questions.ReadAsync(context, slot, body);
        var head = question.Model.Head.Classification
            ?? throw question.Refuse("classify pictures", question.Model.Head.ClassificationProblem);
        var result = await questions.ComputeAsync(question, new PictureInput(image => Input(head, image, invert), [head.Output]));
        var scores = MemoryMarshal.Cast<byte, float>(result.Outputs[0].Data.Span)[..head.Description.Classes];
        var classes = head.Rank(scores, Math.Min(top, head.Description.Classes)).Select(ranked => new ClassAnswer(
            ranked.Index, NameOf(head, ranked.Index), ranked.Probability)).ToArray();
        return HttpAnswer.Json(new ClassifyAnswer(
            slot.File.Name, slot.Version, result.Width, result.Height, classes, result.BatchRows, result.Latency));
    }

    // Of a model with a fixed batch the other images are zeros, and nobody looks at what they give.
    private static HostTensor Input(ClassificationHead head, DecodedImage image, bool invert)
    {
        var values = ImagePreparation.ToInput(image, head.Description.Preprocessing, invert);
        var shape = head.Description.Preprocessing.Shape;
        var rows = head.Description.FixedBatch ?? 1;
        var data = new byte[rows * values.Length * sizeof(float)];
        MemoryMarshal.AsBytes<float>(values).CopyTo(data);
        return new HostTensor(head.Input, TensorElement.Float32, [rows, shape.Channels, shape.Height, shape.Width], data);
    }

    private static string NameOf(ClassificationHead head, int index) =>
        head.Description.ClassNames?[index] ?? string.Create(CultureInfo.InvariantCulture, $"class {index}");
}
