using System.Diagnostics;
using ScaleNet.Training.Distributed;
using static TorchSharp.torch;

namespace ScaleNet.Training.Tests.Distributed;

/// <summary>Ranks that are processes, over the MPI of this system.</summary>
[Trait("Tier", "slow")]
public sealed class MpiTests : IDisposable
{
    private const int Elements = 10_000_000; // 40 MB of float32
    private const int ExitCode = 7;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Ranks_sum_compare_and_share(int ranks)
    {
        if (TestProcess.ChildFolder is { } folder)
        {
            if (ranks == RanksOfLauncher())
            {
                SumCompareAndShare(ranks);
                Done(folder);
            }

            return;
        }

        AssertAllDone(ranks, nameof(Ranks_sum_compare_and_share));
    }

    [Fact]
    public void A_null_reference_can_still_be_caught_and_a_second_start_is_refused()
    {
        if (TestProcess.ChildFolder is { } folder)
        {
            using var ranks = Collectives.FromEnvironment();
            for (var i = 0; i < 100; i++)
            {
                Assert.Throws<NullReferenceException>(() => Length(i < 0 ? "" : null));
            }

            var problem = Assert.Throws<CollectiveException>(Collectives.FromEnvironment);
            Assert.Contains("started already", problem.Message, StringComparison.Ordinal);
            using (var child = Process.Start(new ProcessStartInfo("true"))!)
            {
                child.WaitForExit(); // a process can be started too
            }

            Done(folder);
            return;
        }

        AssertAllDone(ranks: 2, nameof(A_null_reference_can_still_be_caught_and_a_second_start_is_refused));
    }

    [Fact]
    public void Abort_ends_all_ranks_with_its_exit_code()
    {
        if (TestProcess.ChildFolder is not null)
        {
            using var ranks = Collectives.FromEnvironment();
            if (ranks.Rank == 1)
            {
                ranks.Abort(ExitCode);
            }

            ranks.Barrier(); // for ever
            return;
        }

        MpiRun.Require();
        Assert.Equal(ExitCode, MpiRun.Start(ranks: 3, typeof(MpiTests), _folder.Path).ExitCode);
    }

    [Fact]
    public void A_killed_rank_ends_the_others()
    {
        if (TestProcess.ChildFolder is not null)
        {
            using var ranks = Collectives.FromEnvironment();
            if (ranks.Rank == 1)
            {
                Process.GetCurrentProcess().Kill();
            }

            ranks.Barrier(); // for ever
            return;
        }

        MpiRun.Require();
        var (exitCode, output) = MpiRun.Start(ranks: 2, typeof(MpiTests), _folder.Path);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("signal 9", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Ranks_that_MPI_does_not_see_are_an_error()
    {
        if (TestProcess.ChildFolder is { } folder)
        {
            var problem = Assert.Throws<CollectiveException>(Collectives.FromEnvironment);
            Assert.Contains("the launcher started 2 processes, and this MPI sees 1", problem.Message, StringComparison.Ordinal);
            Done(folder);
            return;
        }

        MpiRun.Require();
        var (exitCode, output) = MpiRun.StartAlone(typeof(MpiTests), _folder.Path, [("PMI_SIZE", "2")]);
        Assert.True(exitCode == 0 && Count() == 1, output);
    }

    [Fact]
    public void A_missing_library_is_named()
    {
        if (TestProcess.ChildFolder is { } folder)
        {
            var problem = Assert.Throws<CollectiveException>(Collectives.FromEnvironment);
            Assert.Contains("tried libabsent.so", problem.Message, StringComparison.Ordinal);
            Done(folder);
            return;
        }

        var (exitCode, output) = MpiRun.StartAlone(
            typeof(MpiTests), _folder.Path, [("OMPI_COMM_WORLD_SIZE", "2"), ("SCALENET_MPI", "libabsent.so")]);
        Assert.True(exitCode == 0 && Count() == 1, output);
    }

    private static void SumCompareAndShare(int worldSize)
    {
        using var ranks = Collectives.FromEnvironment();
        var all = worldSize * (worldSize + 1) / 2;
        Assert.Equal((worldSize, ranks.Rank), (ranks.WorldSize, ranks.LocalRank));
        Assert.IsType(worldSize == 1 ? typeof(SingleProcess) : typeof(Mpi), ranks);
        Span<float> floats = [ranks.Rank + 1, 0.5f];
        ranks.Sum(floats);
        Assert.Equal([all, worldSize * 0.5f], floats.ToArray());
        Span<double> doubles = [ranks.Rank + 1];
        ranks.Sum(doubles);
        Assert.Equal(all, doubles[0]);
        Span<int> flags = [ranks.Rank, -ranks.Rank];
        ranks.Max(flags);
        Assert.Equal([worldSize - 1, 0], flags.ToArray());
        Span<byte> bytes = [(byte)(ranks.Rank + 3)];
        ranks.Broadcast(bytes);
        Assert.Equal(3, bytes[0]);
        using var strided = full([4, 3], (double)ranks.Rank + 1, ScalarType.Float64).t();
        ranks.Sum(strided);
        Assert.Equal(12 * all, strided.sum().item<double>());
        SumLarge(ranks, all);
        ranks.Barrier();
    }

    private static void SumLarge(ICollective ranks, int all)
    {
        using var values = zeros(Elements);
        using var sum = ranks.PrepareSum(values);
        for (var step = 1; step <= 2; step++)
        {
            values.fill_((ranks.Rank + 1) * step);
            sum.Begin();
            sum.Progress();
            sum.Wait();
            Assert.Equal((all * step, all * step), (values.min().item<float>(), values.max().item<float>()));
        }
    }

    private static int Length(string? text) => text!.Length;

    private static int RanksOfLauncher() => int.Parse(
        Environment.GetEnvironmentVariable("OMPI_COMM_WORLD_SIZE")!, System.Globalization.CultureInfo.InvariantCulture);

    // A process that ended early has left no such file.
    private static void Done(string folder) => File.WriteAllText(Path.Combine(folder, $"{Environment.ProcessId}.done"), "");

    private int Count() => Directory.GetFiles(_folder.Path, "*.done").Length;

    private void AssertAllDone(int ranks, string test)
    {
        MpiRun.Require();
        var (exitCode, output) = MpiRun.Start(ranks, typeof(MpiTests), _folder.Path, test);
        Assert.True(exitCode == 0 && Count() == ranks, output);
    }
}
