using ScaleNet.Data.Images;
using ScaleNet.Data.Loading;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Datasets;

/// <summary>Labelled images, wherever they are kept: in memory, in folders, in shards.</summary>
public interface IImageDataset
{
    /// <summary>For messages and reports.</summary>
    string Name { get; }

    /// <summary>Name of each class; labels index it.</summary>
    IReadOnlyList<string> ClassNames { get; }

    /// <summary>Number of images.</summary>
    int Count { get; }

    /// <summary>Class index of one image.</summary>
    int Label(int index);

    /// <summary>The images as a network sees them.</summary>
    /// <param name="preprocessing">Input size, mean and standard deviation.</param>
    /// <param name="augmentation">Random changes for training; null to evaluate.</param>
    /// <exception cref="DatasetException">Such images cannot be prepared like that.</exception>
    ISampleSource Samples(Preprocessing preprocessing, Augmentation? augmentation);

    /// <summary>One image as a PNG file for people, at about the size that the network sees.</summary>
    /// <param name="index">Which image.</param>
    /// <param name="preprocessing">Tells the size.</param>
    byte[] ExamplePng(int index, Preprocessing preprocessing);

    /// <summary>The first images as a set of its own.</summary>
    IImageDataset Take(int count);
}
