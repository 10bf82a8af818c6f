using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Inference;

namespace ScaleNet.Serving.Models;

/// <summary>How a model is used beside its plain tensors, or why it is not.</summary>
internal sealed class ModelHead
{
    private readonly bool _saysDetector;

    private ModelHead(OnnxModel model)
    {
        (Classification, ClassificationProblem) = Read(() => ClassificationHead.Of(model), model.Source);
        (Detection, DetectionProblem) = Read(() => DetectionHead.Of(model), model.Source);
        Notes = [.. Classification?.Description.Notes.Select(note => ModelWords.WithoutFile(note, model.Source)) ?? []];
        _saysDetector = model.Texts.ContainsKey(MetadataKeys.Kind);
    }

    /// <summary>How it classifies pictures; null if it does not.</summary>
    public ClassificationHead? Classification { get; }

    /// <summary>Why it does not classify pictures; null if it does.</summary>
    public string? ClassificationProblem { get; }

    /// <summary>How it finds objects in pictures; null if it does not.</summary>
    public DetectionHead? Detection { get; }

    /// <summary>Why it does not find objects; null if it does.</summary>
    public string? DetectionProblem { get; }

    /// <summary>What it can be asked beside tensors.</summary>
    public ModelKind Kind => (Classification, Detection) switch
    {
        (_, not null) => ModelKind.Detection,
        (not null, _) => ModelKind.Classification,
        _ => ModelKind.Tensors,
    };

    /// <summary>Why it gives tensors only; null if it gives more.</summary>
    public string? Problem => Kind != ModelKind.Tensors ? null : _saysDetector ? DetectionProblem : ClassificationProblem;

    /// <summary>What is assumed of it, as it does not say it.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Names of its classes in their order; null where it does not say.</summary>
    public IReadOnlyList<string>? ClassNames =>
        Detection?.Description.Categories.Select(category => category.Name).ToArray() ?? Classification?.Description.ClassNames;

    /// <summary>How many classes it knows; null where it gives tensors only.</summary>
    public int? ClassCount => Detection?.Description.Categories.Count ?? Classification?.Description.Classes;

    /// <summary>Reads it from a model.</summary>
    /// <param name="model">The model; borrowed.</param>
    public static ModelHead Of(OnnxModel model) => new(model);

    private static (T? Head, string? Problem) Read<T>(Func<T> read, string source)
        where T : class
    {
        try
        {
            return (read(), null);
        }
        catch (InferenceException problem)
        {
            return (null, ModelWords.WithoutFile(problem.Message, source)); // said to who asks for it
        }
    }
}
