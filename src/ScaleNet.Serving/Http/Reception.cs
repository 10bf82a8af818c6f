using System.Buffers;
using Microsoft.AspNetCore.Http;
using ScaleNet.Deployment.Inference;
using ScaleNet.Serving.Models;

namespace ScaleNet.Serving.Http;

/// <summary>Receives the requests that compute: not while the server is ending, and of each model only so many at once.</summary>
/// <remarks>
/// A place of a model is taken while a request waits and computes only: clients that send their bodies or take their answers slowly
/// keep nobody from it. What the bodies and answers hold is limited by itself. Where all places are taken when a request comes,
/// nothing of it is read.
/// </remarks>
internal sealed class Reception(ModelCatalog catalog, Gate gate, ServerOptions options)
{
    private readonly ArrayPool<byte> _buffers = ReceivedBody.CreateBuffers();
    private readonly HeldBytes _held = new(options.QueueLimit * options.MaxBodyBytes);

    /// <summary>Bytes of bodies and answers that are in memory.</summary>
    public long Held => _held.Now;

    /// <summary>Lets a request use a model, and answers it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="model">The model's name; null for the first model.</param>
    /// <param name="version">Its version; null for the highest.</param>
    /// <param name="answer">Computes the answer to a body.</param>
    /// <exception cref="RequestProblem">It is not let in.</exception>
    public async Task ReceiveAsync(
        HttpContext context, string? model, string? version, Func<ModelSlot, ReadOnlyMemory<byte>, Task<HttpAnswer>> answer)
    {
        var isAnswered = false;
        gate.Enter();
        try
        {
            var slot = catalog.Find(model, version);
            slot.Admission.Check();
            using var share = _held.Open();
            var computed = await (await RequestBody.ReadAsync(context.Request, options, share, _buffers))
                .UseAsync(body => ComputeAsync(slot, body, answer)); // no variable: the body's memory is another's when the answer is sent
            share.HoldAnswer(computed.Length);
            await computed.SendAsync(context, options);
            await context.Response.CompleteAsync();
            isAnswered = true;
        }
        finally
        {
            gate.CountAnswer(isAnswered);
            gate.Leave();
        }
    }

    private static async Task<HttpAnswer> ComputeAsync(
        ModelSlot slot, ReadOnlyMemory<byte> body, Func<ModelSlot, ReadOnlyMemory<byte>, Task<HttpAnswer>> answer)
    {
        using var place = slot.Admission.Enter();
        try
        {
            return await answer(slot, body);
        }
        catch (InferenceException problem)
        {
            throw RequestProblem.Failed(ModelWords.ByName(problem.Message, slot.File), problem);
        }
    }
}
