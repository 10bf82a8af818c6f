using ScaleNet.Data.Loading;
using ScaleNet.Modeling;
using ScaleNet.Training.Loops;
using ScaleNet.Training.Recipes;
using static TorchSharp.torch;

namespace ScaleNet.Training.Tasks;

/// <summary>Images with a class each, before a classifier.</summary>
internal sealed class ClassificationBatch(Batch batch, GraphModule module, Device device, BatchMixer? mixer, TrainingRecipe recipe) : ITaskBatch
{
    public int Count => batch.Count;

    public IReadOnlyList<int> SampleIndices => batch.SampleIndices;

    public ForwardPass Forward(long microBatch, int epoch)
    {
        var labels = BatchTensors.Labels(batch, device);
        var input = BatchTensors.Images(batch, device);
        var targets = labels;
        if (mixer is not null)
        {
            (input, targets) = mixer.Mix(input, labels, recipe.Seed, microBatch, epoch);
        }

        module.DropoutSeed = StepSeed.Of(recipe.Seed, microBatch);
        var logits = module.call(input);
        var loss = targets.dtype == ScalarType.Int64
            ? nn.functional.cross_entropy(logits, targets, label_smoothing: recipe.LabelSmoothing)
            : SoftCrossEntropy.Mean(logits, targets);
        var correct = logits.argmax(1).eq(labels).sum();
        return new ForwardPass(loss, [correct], () => NonFiniteSearch.FirstBad(module, input));
    }

    public void Dispose() => batch.Dispose();
}
