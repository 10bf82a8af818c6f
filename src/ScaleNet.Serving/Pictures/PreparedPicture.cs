using ScaleNet.Deployment.Inference;

namespace ScaleNet.Serving.Pictures;

/// <summary>A picture as a model takes it.</summary>
/// <param name="Width">Columns of the picture, px.</param>
/// <param name="Height">Rows of the picture, px.</param>
/// <param name="Tensor">What the model takes.</param>
internal sealed record PreparedPicture(int Width, int Height, HostTensor Tensor);
