using System.Globalization;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Data.Tests;
using ScaleNet.Data.Transforms;
using ScaleNet.Pictures;

// How many pictures a second one core prepares for training: decoded, cropped, scaled to 224 pixels, mirrored, normalised.
//   write FOLDER      makes the pictures: 64 JPEG files of 500 x 375 pixels, quality 90
//   run FOLDER COUNT  prepares so many and prints how many a second of processor time; torchvision_pipeline.py does the same work
const int Files = 64;
const int Width = 500;
const int Height = 375;
const int WarmUp = 2000; // the compiler has by then made its best code, as in all but the first seconds of a training
const int Side = 224;

switch (args)
{
    case ["write", var folder]:
        Directory.CreateDirectory(folder);
        for (var file = 0; file < Files; file++)
        {
            File.WriteAllBytes(Path.Combine(folder, $"{file:D2}.jpg"), Photographs.Jpeg(Width, Height, file));
        }

        return 0;
    case ["run", var folder, var count]:
        Console.WriteLine(Rate(folder, int.Parse(count, CultureInfo.InvariantCulture)).ToString("F1", CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine("usage: write FOLDER | run FOLDER COUNT");
        return 2;
}

static double Rate(string folder, int count)
{
    var items = new FilesInMemory(folder);
    var preprocessing = new Preprocessing(3, Side, Side, [0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);
    var augmentation = new Augmentation { Pad = 0, Flip = true, RandomResizedCrop = new RandomResizedCrop() };
    using var reader = new EncodedImageSet(items).Samples(preprocessing, augmentation).OpenReader();
    var output = new float[preprocessing.Shape.Length];
    Prepare(WarmUp);
    // Processor time: other programs on the machine change it little.
    var started = Environment.CpuUsage.TotalTime;
    Prepare(count);
    return count / (Environment.CpuUsage.TotalTime - started).TotalSeconds;

    void Prepare(int pictures)
    {
        for (var i = 0; i < pictures; i++)
        {
            var random = SampleRandom.For(runSeed: 1, epoch: 0, i);
            reader.Read(i % items.Count, ref random, output);
        }
    }
}
