using ScaleNet.Data.Images;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Cli.Prediction;

/// <summary>Finds objects in pictures, whatever computes.</summary>
internal interface IPictureDetector : IDisposable
{
    /// <summary>At which size it sees a picture; it finds nothing in one of which nothing remains.</summary>
    ResizeRule Resize { get; }

    /// <summary>What is in a picture, by falling score.</summary>
    IReadOnlyList<FoundObject> Detect(DecodedImage picture);
}
