using Microsoft.AspNetCore.Http;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Inference;
using ScaleNet.Evaluation.Boxes;
using ScaleNet.Serving.Http;
using ScaleNet.Serving.Models;
using ScaleNet.Serving.Pictures;

namespace ScaleNet.Serving.Detection;

/// <summary><c>POST v1/detect</c>: the objects in a picture.</summary>
internal sealed class DetectEndpoint(Reception reception, PictureQuestions questions)
{
    private const int DefaultTop = 100; // COCO's most detections of an image
    private const double DefaultThreshold = 0.5;

    /// <summary>The objects in a picture: the body is its file, or a form with it.</summary>
    /// <param name="context">The request; its body is the picture.</param>
    /// <param name="model">The model; null for the first one.</param>
    /// <param name="version">Its version; null for the highest.</param>
    /// <param name="threshold">The least score, in [0,1]; null for a half.</param>
    /// <param name="top">How many objects to tell at most; null for a hundred.</param>
    public Task HandleAsync(HttpContext context, string? model, string? version, string? threshold, string? top)
    {
        var least = QueryText.Share(nameof(threshold), threshold, DefaultThreshold);
        var count = QueryText.Count(nameof(top), top, DefaultTop);
        ImageUpload.CheckType(context.Request);
        return reception.ReceiveAsync(context, model, version, (slot, body) => AnswerAsync(context, slot, body, least, count));
    }

    private async Task<HttpAnswer> AnswerAsync(HttpContext context, ModelSlot slot, ReadOnlyMemory<byte> body, double threshold, int top)
    {
        using var question = await questions.ReadAsync(context, slot, body);
        var head = question.Model.Head.Detection ?? throw question.Refuse("find objects", question.Model.Head.DetectionProblem);
        var result = await questions.ComputeAsync(question, new PictureInput(image => Input(head, image), head.Outputs)
        {
            MostPixels = DetectionHead.MostPixels,
            HoldsPixels = true,
        });
        var found = head.Read(result.Outputs).Where(thing => thing.Score >= threshold).Take(top).Select(DetectionAnswer.Of).ToArray();
        return HttpAnswer.Json(new DetectAnswer(
            slot.File.Name, slot.Version, result.Width, result.Height, found, result.Latency));
    }

    private static HostTensor Input(DetectionHead head, DecodedImage picture)
    {
        try
        {
            head.RequireRoom(new ImageSize(picture.Height, picture.Width), PictureDecoding.Where);
        }
        catch (InferenceException problem)
        {
            throw RequestProblem.Bad(problem.Message, problem); // the picture's fault, not the model's
        }

        return DetectionHead.InputOf(picture);
    }
}
