using ScaleNet.Training.Distributed;

namespace ScaleNet.Training.Tests.Distributed;

/// <summary>Of several ranks that fail, the one that failed by itself is told of.</summary>
public sealed class FirstCauseTests
{
    [Fact]
    public void What_other_ranks_fail_with_afterwards_is_not_the_cause()
    {
        var error = Assert.Throws<InvalidOperationException>(() => InProcess.Run(3, ranks =>
        {
            if (ranks.Rank == 2)
            {
                throw new InvalidOperationException("the cause");
            }

            try
            {
                ranks.Barrier();
            }
            catch (CollectiveException problem)
            {
                throw new IOException("a consequence", problem);
            }
        }));

        Assert.Equal("the cause", error.Message);
    }

    [Fact]
    public void Every_rank_hears_of_the_first_that_ended()
    {
        using var hasFollowed = new ManualResetEventSlim();
        var heard = "";

        Assert.Throws<InvalidOperationException>(() => InProcess.Run(3, ranks =>
        {
            switch (ranks.Rank)
            {
                case 2:
                    throw new InvalidOperationException("the cause");
                case 1:
                    Assert.Throws<CollectiveException>(ranks.Barrier);
                    ranks.Abort(exitCode: 5); // as a process does that ends because of the other
                    hasFollowed.Set();
                    break;
                default:
                    hasFollowed.Wait(TestContext.Current.CancellationToken);
                    heard = Assert.Throws<CollectiveException>(ranks.Barrier).Message;
                    break;
            }
        }));

        Assert.Equal("rank 2 has ended with exit code 1", heard);
    }
}
