using Microsoft.AspNetCore.Http;
using ScaleNet.Deployment.Inference;
using ScaleNet.Serving.Models;
using ScaleNet.Serving.Protocol;

namespace ScaleNet.Serving.Http;

/// <summary>The protocol's questions about the server and its models.</summary>
internal sealed class ProtocolEndpoints(ModelCatalog catalog, Gate gate, ServerOptions options)
{
    private const string ServerName = "scalenet";
    private const string Platform = "onnx_onnxv1"; // the protocol's word for ONNX
    private const string BinaryExtension = "binary_tensor_data";

    /// <summary>What the server is.</summary>
    public Task ServerAsync(HttpContext context) =>
        JsonAnswers.WriteAsync(context, new ServerAnswer(ServerName, options.Version, [BinaryExtension]));

    /// <summary>Whether the server answers.</summary>
    public static Task LiveAsync(HttpContext context) => JsonAnswers.WriteAsync(context, new LiveAnswer(true));

    /// <summary>Whether the server takes requests that compute; a status from 400 to 499 says no.</summary>
    public Task ReadyAsync(HttpContext context)
    {
        var isReady = gate.IsOpen;
        return JsonAnswers.WriteAsync(
            context, new ReadyAnswer(Live: true, isReady), isReady ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    /// <summary>What a model takes and gives.</summary>
    public Task ModelAsync(HttpContext context, string model, string? version)
    {
        var slot = catalog.Find(model, version);
        using var lease = ModelCatalog.Enter(slot);
        return JsonAnswers.WriteAsync(context, new ModelMetadataAnswer(
            slot.File.Name,
            [.. catalog.Versions(model).Select(other => other.Version)],
            Platform,
            [.. lease.Model.Inputs.Select(Describe)],
            [.. lease.Model.Outputs.Select(Describe)]));
    }

    /// <summary>Whether a model takes requests; a status from 400 to 499 says no.</summary>
    public Task ModelReadyAsync(HttpContext context, string model, string? version)
    {
        var slot = catalog.Find(model, version);
        var isReady = gate.IsOpen;
        return JsonAnswers.WriteAsync(
            context, new ModelReadyAnswer(slot.File.Name, isReady), isReady ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static TensorAnswer Describe(TensorPort port) => new(port.Name, Datatypes.NameOf(port.Element), port.Shape);
}
