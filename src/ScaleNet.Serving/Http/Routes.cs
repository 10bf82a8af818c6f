using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ScaleNet.Serving.Classification;
using ScaleNet.Serving.Detection;
using ScaleNet.Serving.Page;
using ScaleNet.Serving.Protocol;
using ScaleNet.Serving.Telemetry;

namespace ScaleNet.Serving.Http;

/// <summary>Every address of the server, and what it says of each in its description.</summary>
internal static class Routes
{
    /// <summary>Where pictures are classified.</summary>
    public const string Classify = "/v1/classify";

    /// <summary>Where objects are found in pictures.</summary>
    public const string Detect = "/v1/detect";

    private const string Model = "/v2/models/{model}";
    private const string Version = Model + "/versions/{version}";
    private const string Svg = "image/svg+xml";
    private const string Png = "image/png";

    private const int Bad = StatusCodes.Status400BadRequest;
    private const int Unknown = StatusCodes.Status404NotFound;
    private const int TooSlow = StatusCodes.Status408RequestTimeout;
    private const int TooLarge = StatusCodes.Status413PayloadTooLarge;
    private const int WrongKind = StatusCodes.Status415UnsupportedMediaType;
    private const int TooMany = StatusCodes.Status429TooManyRequests;
    private const int Failed = StatusCodes.Status500InternalServerError;
    private const int Ending = StatusCodes.Status503ServiceUnavailable;
    private const int TooLate = StatusCodes.Status504GatewayTimeout;

    /// <summary>The protocol's addresses.</summary>
    public static void MapProtocol(IEndpointRouteBuilder routes, ProtocolEndpoints protocol, InferEndpoint infer)
    {
        routes.MapGet("/v2", (Delegate)protocol.ServerAsync).Describe("What the server is", typeof(ServerAnswer));
        routes.MapGet("/v2/health/live", (Delegate)ProtocolEndpoints.LiveAsync).Describe("Whether the server answers", typeof(LiveAnswer));
        routes.MapGet("/v2/health/ready", (Delegate)protocol.ReadyAsync).Describe("Whether the server takes requests that compute", typeof(ReadyAnswer))
            .Produces<ReadyAnswer>(Bad);
        routes.MapGet(Model, (HttpContext context, string model) => protocol.ModelAsync(context, model, version: null))
            .Describe("What the highest version of a model takes and gives", typeof(ModelMetadataAnswer), Unknown);
        routes.MapGet(Version, protocol.ModelAsync).Describe("What a model takes and gives", typeof(ModelMetadataAnswer), Unknown);
        routes.MapGet($"{Model}/ready", (HttpContext context, string model) => protocol.ModelReadyAsync(context, model, version: null))
            .Describe("Whether the highest version of a model takes requests", typeof(ModelReadyAnswer), Unknown).Produces<ModelReadyAnswer>(Bad);
        routes.MapGet($"{Version}/ready", (Delegate)protocol.ModelReadyAsync)
            .Describe("Whether a model takes requests", typeof(ModelReadyAnswer), Unknown).Produces<ModelReadyAnswer>(Bad);
        routes.MapPost($"{Model}/infer", (HttpContext context, string model) => infer.HandleAsync(context, model, version: null))
            .DescribeInference("Tensors in, tensors out, by the highest version of a model");
        routes.MapPost($"{Version}/infer", infer.HandleAsync).DescribeInference("Tensors in, tensors out");
    }

    /// <summary>Our own addresses.</summary>
    public static void MapOwn(
        IEndpointRouteBuilder routes, ClassifyEndpoint classify, DetectEndpoint detect, CatalogEndpoints catalog, PageEndpoints page)
    {
        routes.MapPost(Classify, classify.HandleAsync)
            .DescribePicture("The most probable classes of a picture: the body is its file, or a form with it", typeof(ClassifyAnswer));
        routes.MapPost(Detect, detect.HandleAsync)
            .DescribePicture("The objects in a picture: the body is its file, or a form with it", typeof(DetectAnswer));
        routes.MapGet("/v1/models", (Delegate)catalog.ModelsAsync).Describe("The models that are served", typeof(ModelAnswer[]));
        routes.MapGet("/v1/models/{model}/network", catalog.NetworkAsync).Describe("What network a model is", typeof(NetworkAnswer), Unknown);
        routes.MapGet("/v1/models/{model}/network/allocation.svg", catalog.ChartAsync)
            .Describe("How the network shares channels among scales, as a picture", typeof(string), Svg, Unknown);
        routes.MapGet("/v1/examples", (Delegate)page.ListAsync).Describe("Pictures to try", typeof(ExampleAnswer[]));
        routes.MapGet("/v1/examples/{number}.png", page.ExampleAsync).Describe("A picture to try", typeof(byte[]), Png, Unknown)
            .AddOpenApiOperationTransformer(BodyDescriptions.DescribeBytes);
    }

    /// <summary>The page and the numbers.</summary>
    public static void MapPlain(IEndpointRouteBuilder routes, PrometheusText metrics)
    {
        MapFile(routes, "/", "index.html", "text/html; charset=utf-8");
        MapFile(routes, "/app.css", "app.css", "text/css; charset=utf-8");
        MapFile(routes, "/app.js", "app.js", "text/javascript; charset=utf-8");
        MapFile(routes, "/icon.svg", "icon.svg", Svg);
        routes.MapGet("/metrics", (Delegate)((HttpContext context) =>
        {
            context.Response.ContentType = PrometheusText.ContentType;
            return context.Response.WriteAsync(metrics.Write(), context.RequestAborted);
        })).Describe("What the server counts, in Prometheus's text format", typeof(string), "text/plain");
    }

    private static void MapFile(IEndpointRouteBuilder routes, string address, string name, string contentType) =>
        routes.MapGet(address, (HttpContext context) => PageEndpoints.FileAsync(context, name, contentType)).ExcludeFromDescription();

    private static RouteHandlerBuilder DescribeInference(this RouteHandlerBuilder route, string summary) => route
        .Describe(summary, typeof(AnswerDocument), Bad, Unknown, TooSlow, TooLarge, WrongKind, TooMany, Failed, Ending, TooLate)
        .AddOpenApiOperationTransformer(BodyDescriptions.DescribeInference);

    private static RouteHandlerBuilder DescribePicture(this RouteHandlerBuilder route, string summary, Type answer) => route
        .Describe(summary, answer, Bad, Unknown, TooSlow, TooLarge, WrongKind, TooMany, Failed, Ending, TooLate)
        .AddOpenApiOperationTransformer(QueryText.Describe)
        .AddOpenApiOperationTransformer(BodyDescriptions.DescribePicture);

    private static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string summary, Type answer, params int[] problems) =>
        route.Describe(summary, answer, JsonAnswers.ContentType, problems);

    private static RouteHandlerBuilder Describe(
        this RouteHandlerBuilder route, string summary, Type answer, string contentType, params int[] problems)
    {
        route.WithSummary(summary).Produces(StatusCodes.Status200OK, answer, contentType);
        foreach (var problem in problems)
        {
            route.Produces<ErrorAnswer>(problem);
        }

        return route;
    }
}
