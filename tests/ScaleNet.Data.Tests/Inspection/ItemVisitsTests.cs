using ScaleNet.Data.Inspection;

namespace ScaleNet.Data.Tests.Inspection;

public sealed class ItemVisitsTests
{
    private const int Count = 1000;

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 3)]
    [InlineData(Count, 1)]
    [InlineData(Count, 4)]
    public void Every_item_is_visited_once(int count, int workers)
    {
        var tools = new ItemVisits<Tool>(count, () => new Tool(), (tool, index) => tool.Seen.Add(index)).Run(new InspectionPlan { Workers = workers });

        Assert.Equal(Enumerable.Range(0, count), tools.SelectMany(tool => tool.Seen).Order());
        Assert.All(tools, tool => Assert.True(tool.IsDisposed));
    }

    [Fact]
    public void What_a_worker_throws_ends_the_visits_and_comes_out()
    {
        var tools = new List<Tool>();
        var visits = new ItemVisits<Tool>(
            Count,
            () =>
            {
                var tool = new Tool();
                lock (tools)
                {
                    tools.Add(tool);
                }

                return tool;
            },
            (tool, index) => tool.Seen.Add(index == 10 ? throw new InvalidOperationException("at ten") : index));

        Assert.Equal("at ten", Assert.Throws<InvalidOperationException>(() => visits.Run(new InspectionPlan { Workers = 2 })).Message);
        Assert.All(tools, tool => Assert.True(tool.IsDisposed));
    }

    [Fact]
    public void It_is_told_how_far_they_are()
    {
        var told = new List<(int Done, int Total)>();

        _ = new ItemVisits<Tool>(Count, () => new Tool(), (tool, index) => tool.Seen.Add(index))
            .Run(new InspectionPlan { Workers = 2, Progress = (done, total) => told.Add((done, total)) });

        Assert.Equal((Count, Count), told[^1]);
    }

    private sealed class Tool : IDisposable
    {
        public List<int> Seen { get; } = [];

        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
