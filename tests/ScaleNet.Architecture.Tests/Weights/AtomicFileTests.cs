using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Tests.Weights;

public sealed class AtomicFileTests : IDisposable
{
    private static readonly byte[] Old = [1, 2, 3];
    private static readonly byte[] New = new byte[100_000];

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public AtomicFileTests()
    {
        _path = _folder.File("state.json");
        File.WriteAllBytes(_path, Old);
    }

    public static TheoryData<string> Stages => ["open", "write", "callback", "flush", "rename"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_complete_write_replaces_the_old_file_and_leaves_nothing_else()
    {
        AtomicFile.Write(_path, stream => stream.Write(New));

        Assert.Equal(New, File.ReadAllBytes(_path));
        Assert.Equal([_path], _folder.Files());
    }

    [Fact]
    public void A_new_file_is_written_where_none_was()
    {
        var path = _folder.File("new");

        AtomicFile.Write(path, stream => stream.Write(New));

        Assert.Equal(New, File.ReadAllBytes(path));
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public void A_failure_at_any_stage_keeps_the_old_file_and_removes_the_temporary_one(string stage)
    {
        var error = Assert.Throws<IOException>(() => AtomicFile.Write(_path, stream => Fill(stream, stage), Failing(stage)));

        Assert.Equal(stage, error.Message);
        Assert.Equal(Old, File.ReadAllBytes(_path));
        Assert.Equal([_path], _folder.Files());
    }

    [Fact]
    public void The_target_is_untouched_until_the_new_file_is_flushed()
    {
        var onDisk = AtomicFileSteps.OnDisk;
        AtomicFile.Write(_path, stream => stream.Write(New), onDisk with
        {
            FlushToDisk = stream =>
            {
                Assert.Equal(Old, File.ReadAllBytes(_path));
                onDisk.FlushToDisk(stream);
            },
            Rename = (from, to) =>
            {
                Assert.Equal(New, File.ReadAllBytes(from));
                onDisk.Rename(from, to);
            },
        });

        Assert.Equal(New, File.ReadAllBytes(_path));
    }

    [Fact]
    public void A_folder_in_the_way_is_an_error_and_leaves_no_temporary_file()
    {
        var path = _folder.File("folder");
        Directory.CreateDirectory(path);

        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(path, stream => stream.Write(New)));

        Assert.Equal(2, _folder.Files().Length);
    }

    [Fact]
    public void A_full_disk_keeps_the_old_weights()
    {
        SafetensorsWriter.Write(_path, RandomWeights.Make(seed: 1));
        var before = File.ReadAllBytes(_path);

        Assert.Throws<IOException>(() => AtomicFile.Write(
            _path, stream => SafetensorsWriter.Write(stream, RandomWeights.Make(seed: 2)), Failing("write")));

        Assert.Equal(before, File.ReadAllBytes(_path));
    }

    private static void Fill(Stream stream, string stage)
    {
        stream.Write(New);
        if (stage == "callback")
        {
            throw new IOException(stage);
        }
    }

    private static AtomicFileSteps Failing(string stage) => stage switch
    {
        "open" => AtomicFileSteps.OnDisk with { Open = _ => throw new IOException(stage) },
        "write" => AtomicFileSteps.OnDisk with { Open = path => new FullDisk(File.Create(path), capacity: 20) },
        "flush" => AtomicFileSteps.OnDisk with { FlushToDisk = _ => throw new IOException(stage) },
        "rename" => AtomicFileSteps.OnDisk with { Rename = (_, _) => throw new IOException(stage) },
        _ => AtomicFileSteps.OnDisk,
    };
}
