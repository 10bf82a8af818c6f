using ScaleNet.Evaluation.Boxes;
using SkiaSharp;

namespace ScaleNet.Data.Images;

/// <summary>Finds out how large a picture file is, as stored, without decoding it.</summary>
internal static class PictureSize
{
    /// <summary>The size that the file's header tells.</summary>
    /// <exception cref="DatasetException">It cannot be read, or is no picture.</exception>
    public static ImageSize Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var codec = SKCodec.Create(file)
                ?? throw new DatasetException($"{path}: not a picture that can be decoded (expected PNG, JPEG, WebP, BMP or GIF). Convert or replace it.");
            return new ImageSize(codec.Info.Height, codec.Info.Width);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path}: cannot be read ({problem.Message.TrimEnd('.')}). Check the path and its rights.", problem);
        }
    }
}
