using Microsoft.AspNetCore.Http;
using ScaleNet.Serving.Http;
using ScaleNet.Serving.Models;
using ScaleNet.Serving.Telemetry;

namespace ScaleNet.Serving.Pictures;

/// <summary>Asks models about the pictures of requests: what all addresses that take pictures share.</summary>
internal sealed class PictureQuestions(PictureDecoding decoding, ServingMetrics metrics, ServerOptions options)
{
    /// <summary>Finds a request's picture and takes the model.</summary>
    /// <param name="context">The request.</param>
    /// <param name="slot">The model's place.</param>
    /// <param name="body">The request's body, of a checked type.</param>
    /// <exception cref="RequestProblem">There is no picture, or no model any more.</exception>
    public async Task<PictureQuestion> ReadAsync(HttpContext context, ModelSlot slot, ReadOnlyMemory<byte> body)
    {
        var start = options.Clock.GetTimestamp();
        var file = await ImageUpload.FindAsync(context.Request, body);
        return new PictureQuestion(slot, ModelCatalog.Enter(slot), file, start, context.RequestAborted);
    }

    /// <summary>Lets the model compute.</summary>
    /// <exception cref="RequestProblem">The picture is none that the model can look at.</exception>
    /// <exception cref="TimeoutException">It takes too long.</exception>
    public async Task<PictureResult> ComputeAsync(PictureQuestion question, PictureInput input)
    {
        var (picture, place) = await PrepareAsync(question, input);
        var decoded = options.Clock.GetElapsedTime(question.Start);
        var job = question.Model.JobOf([picture.Tensor], input.Outputs, place);
        var left = options.Timeout > decoded ? options.Timeout - decoded : TimeSpan.Zero;
        var result = await question.Model.RunAsync(job, left, options.Clock, question.Gone);
        metrics.Computed(question.Slot, result);
        return new PictureResult(
            picture.Width, picture.Height, result.Outputs, result.BatchRows,
            new LatencyAnswer(
                Milliseconds(decoded), Milliseconds(result.Waited), Milliseconds(result.Computed),
                Milliseconds(options.Clock.GetElapsedTime(question.Start))));
    }

    private async Task<(PreparedPicture Picture, IDisposable? Place)> PrepareAsync(PictureQuestion question, PictureInput input)
    {
        IDisposable? place = await decoding.EnterAsync(question.Gone);
        try
        {
            var picture = decoding.Prepare(question.File, input);
            var kept = input.HoldsPixels ? place : null;
            place = input.HoldsPixels ? null : place;
            return (picture, kept);
        }
        finally
        {
            place?.Dispose();
        }
    }

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);
}
