using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Progress;
using ScaleNet.Cli.Steps;
using ScaleNet.Data.Datasets;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Reporting.Reports;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Quickstart;

/// <summary>The whole method on the embedded data: seed, scores, allocation, and three networks at one budget.</summary>
internal sealed class QuickstartStory
{
    private const string Title = "Quickstart: neurons allocated to scales on Fashion-MNIST";
    private const string Note = "One seed and few epochs: a demonstration, not evidence.";
    private const int ExampleCount = 12;

    private readonly CommandContext _context;
    private readonly QuickstartRequest _request;
    private readonly ImageClassificationData _data = FashionMnist.LoadEmbedded();
    private readonly ResNetSpec _resNet;
    private readonly BudgetChoice _budget;

    /// <summary>Prepares it.</summary>
    public QuickstartStory(CommandContext context, QuickstartRequest request)
    {
        _context = context;
        _request = request;
        _resNet = QuickstartDesign.ResNet(_data);
        _budget = BudgetChoice.Like(_resNet, _resNet.Name);
    }

    /// <summary>Multiply-accumulates that every network but the seed must meet.</summary>
    public long BudgetMacs => _budget.Budget.Amount;

    /// <summary>Trains everything; false if it was stopped.</summary>
    public bool Run()
    {
        Directory.CreateDirectory(_request.Folder);
        return Train(QuickstartRole.Seed, RunKind.Seed, QuickstartDesign.Seed(_resNet))
            && TrainAllocated(QuickstartRole.Learned, PerBlockPolicy.Instance, "ScaleNet, learned allocation")
            && Train(QuickstartRole.ResNet, RunKind.Train, _resNet)
            && TrainAllocated(QuickstartRole.Even, EvenPolicy.Instance, "ScaleNet, even split");
    }

    /// <summary>Writes the comparison and its page.</summary>
    /// <returns>The page's path.</returns>
    public string WriteComparison()
    {
        var rows = QuickstartRole.All.Select(role => new ComparisonRow(RunInfo.Read(FolderOf(role)).Network, role, role));
        new ComparisonInfo(Title, Note, BudgetMacs, [.. rows]).Write(_request.Folder);
        return ComparisonReport.Write(_request.Folder);
    }

    private bool TrainAllocated(string role, IAllocationPolicy policy, string name)
    {
        var step = AllocationStep.Open(FolderOf(QuickstartRole.Seed));
        var allocation = step.Allocate(policy, _budget.Budget, name);
        if (!Train(role, RunKind.Train, allocation.Spec))
        {
            return false;
        }

        // After the training, which wants its folder for itself when it begins.
        step.Record(allocation, _budget, FolderOf(role)).Write(FolderOf(role));
        return true;
    }

    private bool Train(string role, RunKind kind, NetworkSpec spec)
    {
        var folder = FolderOf(role);
        var isBegun = File.Exists(RunLayout.PathOf(folder, RunLayout.RunFile));
        var place = QuickstartRole.All.Index().Single(entry => entry.Item == role).Index + 1;
        var result = TrainingDisplay.Run(
            _context,
            FormattableString.Invariant($"[{place}/{QuickstartRole.All.Count}] {role}"),
            new ClassificationJob
            {
                RunFolder = folder,
                Name = $"{Path.GetFileName(_request.Folder)} {role}",
                Kind = kind,
                Spec = spec,
                Recipe = _request.Recipe,
                Data = _data,
                Mode = isBegun || _request.Mode != RunMode.Resume ? _request.Mode : RunMode.New,
                LimitBatches = _request.LimitBatches,
                ExampleCount = role == QuickstartRole.Learned ? ExampleCount : 0,
            });
        return result.Status == RunStatus.Finished;
    }

    private string FolderOf(string role) => Path.Combine(_request.Folder, role);
}
