using ScaleNet.Data.Images;

namespace ScaleNet.Cli.Prediction;

/// <summary>Finds objects in pictures, whatever computes.</summary>
internal interface IPictureDetector : IDisposable
{
    /// <summary>What is in a picture, by falling score.</summary>
    IReadOnlyList<FoundObject> Detect(DecodedImage picture);
}
