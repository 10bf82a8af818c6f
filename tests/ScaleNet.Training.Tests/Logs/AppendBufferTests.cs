using ScaleNet.Training.Logs;

namespace ScaleNet.Training.Tests.Logs;

public sealed class AppendBufferTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string LogFile => Path.Combine(_folder.Path, "logs", "log");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_added_is_in_the_file_once_it_is_flushed()
    {
        var buffer = new AppendBuffer(LogFile);
        buffer.Flush();
        buffer.Add("one "u8);
        Assert.False(File.Exists(LogFile));

        buffer.Flush();
        buffer.Add("two "u8);
        buffer.Add("three"u8);
        buffer.Flush();
        buffer.Flush();

        Assert.Equal("one two three", File.ReadAllText(LogFile));
    }

    [Fact]
    public void A_reader_that_has_the_file_open_is_no_obstacle()
    {
        var buffer = new AppendBuffer(LogFile);
        buffer.Add("one "u8);
        buffer.Flush();
        using var reader = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        buffer.Add("two"u8);

        buffer.Flush();

        Assert.Equal("one two", File.ReadAllText(LogFile));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_named_and_nothing_is_lost()
    {
        var buffer = new AppendBuffer(LogFile);
        buffer.Add("one"u8);
        Directory.CreateDirectory(LogFile);

        var error = Assert.Throws<IOException>(buffer.Flush);
        Assert.StartsWith($"{LogFile}: cannot be written (", error.Message, StringComparison.Ordinal);

        Directory.Delete(LogFile);
        buffer.Flush();
        Assert.Equal("one", File.ReadAllText(LogFile));
    }

    [Fact]
    public void On_a_full_disk_the_file_stays_as_it_was()
    {
        const int size = 64 * 1024;
        using var disk = SmallDisk.Mount(_folder.In("disk"), size);
        var path = Path.Combine(disk.Path, "log");
        var buffer = new AppendBuffer(path);
        buffer.Add("one\n"u8);
        buffer.Flush();
        buffer.Add(new byte[2 * size]);

        Assert.Throws<IOException>(buffer.Flush);

        Assert.Equal("one\n", File.ReadAllText(path));
    }
}
