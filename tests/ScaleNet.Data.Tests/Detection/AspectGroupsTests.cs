using FsCheck;
using FsCheck.Xunit;
using ScaleNet.Data.Detection;
using ScaleNet.Data.Loading;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Data.Tests.Detection;

public sealed class AspectGroupsTests
{
    [Fact]
    public void A_batch_comes_when_its_group_has_filled_it_and_the_rest_at_the_end()
    {
        //                             0      1     2      3     4     5      6     7
        var groups = new AspectGroups([false, true, false, true, true, false, true, true], batchSize: 2, dropLast: false);

        var batches = groups.Deal(EpochOrder.Sequential(8));

        Assert.Equal([[0, 2], [1, 3], [4, 6], [7], [5]], batches);
    }

    [Fact]
    public void Short_batches_can_be_dropped()
    {
        var groups = new AspectGroups([false, true, false, true, true], batchSize: 2, dropLast: true);

        Assert.Equal([[0, 2], [1, 3]], groups.Deal(EpochOrder.Sequential(5)));
        Assert.Equal(2, groups.BatchCount);
    }

    [Theory]
    [InlineData(10, 11, true)]
    [InlineData(10, 10, false)]
    [InlineData(10, 9, false)]
    public void Wide_is_wider_than_high(int height, int width, bool expected) =>
        Assert.Equal(expected, AspectGroups.IsWide(new ImageSize(height, width)));

    [Property]
    public bool Every_image_comes_once(bool[] isWide, PositiveInt size, long seed)
    {
        var groups = new AspectGroups(isWide, size.Get, dropLast: false);

        var dealt = groups.Deal(EpochOrder.Shuffled([isWide.Length], seed, epoch: 0)).SelectMany(batch => batch);

        return dealt.Order().SequenceEqual(Enumerable.Range(0, isWide.Length));
    }

    [Property]
    public bool No_batch_mixes_groups_or_is_too_large(bool[] isWide, PositiveInt size, bool dropLast, long seed)
    {
        var batches = new AspectGroups(isWide, size.Get, dropLast).Deal(EpochOrder.Shuffled([isWide.Length], seed, epoch: 3));

        return batches.All(batch => batch.Length <= size.Get && (!dropLast || batch.Length == size.Get)
            && batch.Select(sample => isWide[sample]).Distinct().Count() == 1);
    }

    [Property]
    public bool There_are_as_many_batches_in_every_epoch(bool[] isWide, PositiveInt size, bool dropLast, long seed, byte epoch)
    {
        var groups = new AspectGroups(isWide, size.Get, dropLast);

        return groups.Deal(EpochOrder.Shuffled([isWide.Length], seed, epoch)).Count == groups.BatchCount;
    }

    [Property]
    public bool Only_the_last_two_batches_are_short(bool[] isWide, PositiveInt size, long seed)
    {
        var batches = new AspectGroups(isWide, size.Get, dropLast: false).Deal(EpochOrder.Shuffled([isWide.Length], seed, epoch: 0));

        return batches.SkipLast(2).All(batch => batch.Length == size.Get);
    }

    [Property]
    public bool The_next_one_of_a_group_leads_through_all_of_it(NonEmptyArray<bool> isWide, NonNegativeInt start)
    {
        var groups = new AspectGroups(isWide.Get, batchSize: 1, dropLast: false);
        int first = start.Get % isWide.Get.Length;
        var visited = new List<int>();

        int sample = first;
        do
        {
            visited.Add(sample);
            sample = groups.Next(sample);
        }
        while (sample != first);

        return visited.Order().SequenceEqual(Enumerable.Range(0, isWide.Get.Length).Where(index => isWide.Get[index] == isWide.Get[first]));
    }
}
