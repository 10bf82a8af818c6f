using ScaleNet.Architecture;
using ScaleNet.Data.Images;

namespace ScaleNet.Cli.Prediction;

/// <summary>Writes pictures with the boxes of what was found, a PNG file each, into a folder.</summary>
internal sealed class DrawnPictures
{
    private const string Extension = ".png";

    private readonly string _folder;
    private readonly HashSet<string> _written = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes the folder.</summary>
    /// <exception cref="SpecException">It is a file.</exception>
    public DrawnPictures(string option, string folder)
    {
        if (File.Exists(folder))
        {
            throw new SpecException($"{option}: got '{folder}', which is a file, expected a folder. Choose another.");
        }

        _folder = Directory.CreateDirectory(folder).FullName;
    }

    /// <summary>Writes one picture; pictures of one name get numbers.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="picture">Its pixels.</param>
    /// <param name="found">What is in it, by falling score: the surest is drawn last, over the others.</param>
    public void Write(string path, DecodedImage picture, IReadOnlyList<FoundObject> found)
    {
        var drawn = BoxDrawer.Draw(
            picture, found.Reverse().Select(thing => DrawnBox.Of(thing.Box, thing.Category, thing.Label, thing.Score)));
        var name = Path.GetFileNameWithoutExtension(path);
        var file = name + Extension;
        for (var copy = 2; !_written.Add(file); copy++)
        {
            file = FormattableString.Invariant($"{name}-{copy}{Extension}");
        }

        File.WriteAllBytes(Path.Combine(_folder, file), ImageEncoder.EncodeRgbPng(drawn.Rgb, drawn.Width, drawn.Height));
    }
}
