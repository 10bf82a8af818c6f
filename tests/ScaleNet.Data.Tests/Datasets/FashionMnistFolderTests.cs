using ScaleNet.Data.Datasets;

namespace ScaleNet.Data.Tests.Datasets;

public sealed class FashionMnistFolderTests
{
    private const string Absent = "/no/such/folder";

    [Fact]
    public void Plain_and_compressed_files_may_be_mixed()
    {
        using var folder = FourFiles();

        var data = FashionMnist.Load(folder.Path);

        Assert.Equal((3, 2), (data.Train.Count, data.Test.Count));
        Assert.Equal([9, 0, 5], data.Train.InMemory().Labels.ToArray());
        Assert.Equal($"Fashion-MNIST, full set from {folder.Path}", data.Source);
    }

    [Fact]
    public void Missing_files_are_named()
    {
        using var folder = FourFiles();
        File.Delete(Path.Combine(folder.Path, "train-labels-idx1-ubyte"));
        File.Delete(Path.Combine(folder.Path, "t10k-images-idx3-ubyte"));

        var problem = Assert.Throws<DatasetException>(() => FashionMnist.Load(folder.Path));

        Assert.StartsWith(
            $"{folder.Path}: 2 of 4 files missing, expected also train-labels-idx1-ubyte, "
            + "t10k-images-idx3-ubyte (plain or .gz)",
            problem.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_folder_that_is_absent_is_an_error()
    {
        var problem = Assert.Throws<DatasetException>(() => FashionMnist.Load(Absent));

        Assert.StartsWith($"{Absent}: no such folder", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_folder_the_variable_comes_first()
    {
        using var parent = new TemporaryFolder();
        using var folder = FourFiles();
        Directory.Move(folder.Path, Path.Combine(parent.Path, "fashion-mnist"));

        var data = FashionMnist.Load(folder: null, parent.Path, Absent);

        Directory.Move(Path.Combine(parent.Path, "fashion-mnist"), folder.Path);
        Assert.Equal(3, data.Train.Count);
    }

    [Fact]
    public void A_variable_that_leads_nowhere_is_an_error()
    {
        var problem = Assert.Throws<DatasetException>(() => FashionMnist.Load(folder: null, Absent, Absent));

        Assert.Contains("fashion-mnist: no such folder", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_systems_folder_comes_before_the_embedded_part()
    {
        using var folder = FourFiles();

        Assert.Equal(3, FashionMnist.Load(folder: null, dataFolder: null, folder.Path).Train.Count);
        Assert.Equal(8_000, FashionMnist.Load(folder: null, dataFolder: null, Absent).Train.Count);
    }

    private static TemporaryFolder FourFiles()
    {
        var folder = new TemporaryFolder();
        folder.Write("train-images-idx3-ubyte.gz", IdxBytes.Gzip(IdxBytes.Images(3)));
        folder.Write("train-labels-idx1-ubyte", IdxBytes.Labels(9, 0, 5));
        folder.Write("t10k-images-idx3-ubyte", IdxBytes.Images(2));
        folder.Write("t10k-labels-idx1-ubyte.gz", IdxBytes.Gzip(IdxBytes.Labels(1, 2)));
        return folder;
    }
}
