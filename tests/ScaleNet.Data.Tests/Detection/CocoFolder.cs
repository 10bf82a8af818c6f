using ScaleNet.Data.Detection;
using ScaleNet.Data.Images;
using ScaleNet.Evaluation.Boxes;
using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Data.Tests.Detection;

/// <summary>A small set in COCO's layout: PNG files in which every pixel tells its image, column and row.</summary>
internal sealed class CocoFolder : IDisposable
{
    public const string Part = "val";

    private readonly TemporaryFolder _folder = new();
    private readonly List<CocoImage> _images = [];
    private readonly List<CocoAnnotation> _annotations = [];

    public CocoFolder()
    {
        Directory.CreateDirectory(Images);
        Directory.CreateDirectory(Path.GetDirectoryName(Annotations)!);
    }

    /// <summary>Ids with gaps and in no order, as COCO's are not without gaps either.</summary>
    public List<CocoCategory> Categories { get; } = [new(44, "bottle"), new(3, "car"), new(90, "brush")];

    public string Root => _folder.Path;

    public string Images => Path.Combine(Root, Part);

    public string Annotations => CocoLayout.AnnotationsOf(Root, Part);

    /// <summary>Adds an image with a file; ids are 100, 101 and so on.</summary>
    public CocoFolder With(int height, int width, params (long Category, BoxXywh Box)[] objects)
    {
        File.WriteAllBytes(FileOf(_images.Count), ImageEncoder.EncodeRgbPng(Rgb(_images.Count, height, width), width, height));
        return WithoutFile(height, width, objects);
    }

    /// <summary>Adds an image without a file.</summary>
    public CocoFolder WithoutFile(int? height, int? width, params (long Category, BoxXywh Box)[] objects)
    {
        long id = 100 + _images.Count;
        _images.Add(new CocoImage(id, Path.GetFileName(FileOf(_images.Count)), width, height));
        foreach (var (category, box) in objects)
        {
            _annotations.Add(new CocoAnnotation(_annotations.Count + 1, id, category, box, box.Area));
        }

        return this;
    }

    /// <summary>Adds a crowd to the last image.</summary>
    public CocoFolder WithCrowd(long category, BoxXywh box)
    {
        _annotations.Add(new CocoAnnotation(_annotations.Count + 1, 99 + _images.Count, category, box, box.Area, IsCrowd: true));
        return this;
    }

    public string FileOf(int index) => Path.Combine(Images, $"{index}.png");

    public CocoDataset Open()
    {
        WriteAnnotations();
        return CocoDataset.OpenPart(Root, Part);
    }

    public void WriteAnnotations()
    {
        using var stream = File.Create(Annotations);
        new CocoInstances(_images, Categories, _annotations).Write(stream);
    }

    /// <summary>Red is the image, green the column, blue the row.</summary>
    public static byte[] Rgb(int image, int height, int width)
    {
        var rgb = new byte[height * width * 3];
        for (int i = 0; i < rgb.Length; i += 3)
        {
            (rgb[i], rgb[i + 1], rgb[i + 2]) = ((byte)image, (byte)(i / 3 % width), (byte)(i / 3 / width));
        }

        return rgb;
    }

    public void Dispose() => _folder.Dispose();
}
