using Microsoft.AspNetCore.Http;
using ScaleNet.Serving.Models;

namespace ScaleNet.Serving.Http;

/// <summary>Receives the requests that compute: not while the server is ending, and of each model only so many at once.</summary>
/// <remarks>Nothing of a request's body is read before it has its place, so that what is refused takes no memory.</remarks>
internal sealed class Reception(ModelCatalog catalog, Gate gate)
{
    /// <summary>Lets a request use a model, and answers it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="model">The model's name; null for the first model.</param>
    /// <param name="version">Its version; null for the highest.</param>
    /// <param name="answer">Answers it.</param>
    /// <exception cref="RequestProblem">It is not let in.</exception>
    public async Task ReceiveAsync(HttpContext context, string? model, string? version, Func<ModelSlot, Task> answer)
    {
        var isAnswered = false;
        gate.Enter();
        try
        {
            var slot = catalog.Find(model, version);
            using var place = slot.Admission.Enter();
            await answer(slot);
            await context.Response.CompleteAsync();
            isAnswered = true;
        }
        finally
        {
            gate.CountAnswer(isAnswered);
            gate.Leave();
        }
    }
}
