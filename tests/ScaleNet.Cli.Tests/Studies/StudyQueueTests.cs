using ScaleNet.Cli.Studies;

namespace ScaleNet.Cli.Tests.Studies;

public sealed class StudyQueueTests
{
    private static readonly IReadOnlyList<StudyTask> Tasks = StudyTasks.Of(Plans.Small, recipeEpochs: 10);

    [Fact]
    public void All_are_given_out_once_by_several_threads_and_none_before_what_it_needs()
    {
        var queue = new StudyQueue(Tasks, done: [], CancellationToken.None);
        var ended = new List<string>();
        Parallel.For(0, 4, _ =>
        {
            while (queue.Next() is { } task)
            {
                lock (ended)
                {
                    Assert.True(task.Needs is null || ended.Contains(task.Needs));
                    ended.Add(task.Id);
                }

                queue.Ended(task, isGood: true);
            }
        });

        Assert.Equal(Tasks.Select(task => task.Id).Order(), ended.Order());
    }

    [Fact]
    public void What_is_done_is_not_given_out_again()
    {
        var done = Tasks.Take(5).Select(task => task.Id);

        var queue = new StudyQueue(Tasks, done, CancellationToken.None);

        Assert.Equal(Tasks.Count - 5, queue.Count);
        Assert.Equal(Tasks[5].Id, queue.Next()!.Id);
    }

    [Fact]
    public void What_needs_a_failed_training_is_left_out()
    {
        var queue = new StudyQueue(Tasks, done: [], CancellationToken.None);
        var given = new List<StudyTask>();
        while (queue.Next() is { } task)
        {
            given.Add(task);
            queue.Ended(task, isGood: task is not SeedTask);
        }

        Assert.DoesNotContain(given, task => task.Needs is not null);
        Assert.Contains(given, task => task.Id == "near/resnet/2");
    }

    [Fact]
    public void A_stop_ends_the_waiting()
    {
        using var stop = new CancellationTokenSource();
        var seed = Tasks.OfType<SeedTask>().First();
        var queue = new StudyQueue([seed, .. Tasks.Where(task => task.Needs == seed.Id)], done: [], stop.Token);
        Assert.Same(seed, queue.Next());
        stop.CancelAfter(TimeSpan.FromMilliseconds(50));

        Assert.ThrowsAny<OperationCanceledException>(() => queue.Next());
        Assert.Null(queue.Next());
    }
}
