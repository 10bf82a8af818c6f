using ScaleNet.Data.Images;
using ScaleNet.Evaluation.Classification;

namespace ScaleNet.Deployment.Inference;

/// <summary>How a model is used as a classifier of pictures: what is made of a picture, and what its numbers mean.</summary>
public sealed class ClassificationHead
{
    private readonly ScoreRanking _ranking;

    private ClassificationHead(OnnxModel model, ModelSignature signature, ModelDescription description)
    {
        _ranking = new ScoreRanking(model.EndsWithSoftmax, model.Source);
        Input = signature.Input;
        Output = signature.Output;
        Description = description;
    }

    /// <summary>The input's name; it takes float [N, C, H, W].</summary>
    public string Input { get; }

    /// <summary>The output's name; it gives float [N, classes].</summary>
    public string Output { get; }

    /// <summary>What the model takes and gives.</summary>
    public ModelDescription Description { get; }

    /// <summary>Reads it from a model.</summary>
    /// <param name="model">The model; borrowed.</param>
    /// <param name="preprocessing">What the input looks like, for a model that does not say it; null for ImageNet's.</param>
    /// <exception cref="InferenceException">The model does not classify pictures.</exception>
    public static ClassificationHead Of(OnnxModel model, Preprocessing? preprocessing = null)
    {
        var signature = ModelSignature.Of(model.Session, model.Source);
        return new ClassificationHead(model, signature, ModelDescription.Of(signature, model.Texts, preprocessing, model.Source));
    }

    /// <summary>The most probable classes of one picture, best first.</summary>
    /// <param name="scores">One row of the output.</param>
    /// <param name="k">How many classes.</param>
    /// <exception cref="InferenceException">The scores are not numbers.</exception>
    public IReadOnlyList<RankedClass> Rank(ReadOnlySpan<float> scores, int k) => _ranking.Rank(scores, k);
}
