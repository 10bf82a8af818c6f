using System;
using System.IO;
using System.Linq;
using ScaleNet.Build.NativeLibrary;

namespace ScaleNet.Build.Tests;

public sealed class IostreamsInitPatchTests
{
    // The longest edit rewrites a name of 28 bytes; the others change a byte or two each.
    private const int MostBytesChanged = 28 + 2 + 2;

    [Fact]
    public void The_published_library_is_patched_without_change_of_length()
    {
        byte[] published = File.ReadAllBytes(NativeFiles.InPackage);
        byte[] image = (byte[])published.Clone();

        PatchResult result = IostreamsInitPatch.Apply(image);

        Assert.Equal(PatchOutcome.Patched, result.Outcome);
        int changed = image.Zip(published, (after, before) => after != before).Count(differs => differs);
        Assert.InRange(changed, 1, MostBytesChanged);
    }

    [Fact]
    public void A_patched_library_is_reported_and_left_alone()
    {
        byte[] image = File.ReadAllBytes(NativeFiles.InPackage);
        IostreamsInitPatch.Apply(image);

        AssertLeftAlone(image, PatchOutcome.AlreadyPatched);
    }

    [Fact]
    public void The_build_leaves_exactly_the_patched_library_in_the_output()
    {
        byte[] image = File.ReadAllBytes(NativeFiles.InPackage);
        IostreamsInitPatch.Apply(image);

        Assert.Equal(image, File.ReadAllBytes(NativeFiles.InOutput));
    }

    [Fact]
    public void The_package_cache_keeps_the_published_library()
    {
        byte[] image = File.ReadAllBytes(NativeFiles.InPackage);

        Assert.Equal(PatchOutcome.Patched, IostreamsInitPatch.Apply(image).Outcome);
        Assert.Equal(File.GetLastWriteTimeUtc(NativeFiles.InPackage), File.GetLastWriteTimeUtc(NativeFiles.InOutput));
    }

    [Fact]
    public void A_library_without_the_symbol_is_left_alone()
    {
        Assert.SkipUnless(File.Exists(NativeFiles.OtherLibrary), "This system's libtorch is not the Linux one.");

        AssertLeftAlone(File.ReadAllBytes(NativeFiles.OtherLibrary), PatchOutcome.NotNeeded);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(100_000)]
    public void Random_bytes_are_left_alone(int length)
    {
        byte[] image = new byte[length];
        new Random(length).NextBytes(image);

        AssertLeftAlone(image, PatchOutcome.Unknown);
    }

    [Fact]
    public void Random_bytes_after_an_elf_header_are_left_alone()
    {
        byte[] header = File.ReadAllBytes(NativeFiles.InPackage)[..64];
        byte[] image = new byte[3_000_000];
        new Random(1).NextBytes(image);
        header.CopyTo(image, 0);

        AssertLeftAlone(image, PatchOutcome.Unknown);
    }

    [Fact]
    public void A_truncated_library_is_left_alone_wherever_it_ends()
    {
        byte[] published = File.ReadAllBytes(NativeFiles.InPackage);
        const int Steps = 100;

        int[] lengths = Enumerable.Range(0, Steps).Select(step => (int)((long)published.Length * step / Steps))
            .Concat([1, 4, 5, 16, 40, 63, published.Length - 1]).ToArray();

        Assert.All(lengths, length => AssertLeftAlone(published[..length], PatchOutcome.Unknown));
    }

    [Fact]
    public void A_corrupt_library_never_throws()
    {
        byte[] published = File.ReadAllBytes(NativeFiles.InPackage);
        var random = new Random(7);

        // The header, and the tables that the patch reads, lie in the first and the last part of the file.
        int[] offsets = Enumerable.Range(0, 100).Select(step => step % 2 == 0
            ? random.Next(64)
            : published.Length - 1 - random.Next(31 * 64)).ToArray();

        Assert.All(offsets, offset =>
        {
            byte[] image = (byte[])published.Clone();
            image[offset] ^= (byte)random.Next(1, 256);
            Assert.NotEmpty(IostreamsInitPatch.Apply(image).Reason);
        });
    }

    private static void AssertLeftAlone(byte[] image, PatchOutcome expected)
    {
        byte[] before = (byte[])image.Clone();

        PatchResult result = IostreamsInitPatch.Apply(image);

        Assert.Equal(expected, result.Outcome);
        Assert.NotEmpty(result.Reason);
        Assert.Equal(before, image);
    }
}
