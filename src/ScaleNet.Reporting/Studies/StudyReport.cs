using ScaleNet.Evaluation.Runs;
using ScaleNet.Evaluation.Studies;
using ScaleNet.Reporting.Reports;

namespace ScaleNet.Reporting.Studies;

/// <summary>The report of a study, finished or not: a page, and the same as Markdown with its charts as files beside it.</summary>
public static class StudyReport
{
    /// <summary>The Markdown's name in the study's folder.</summary>
    public const string MarkdownFile = "report.md";

    /// <summary>Writes both into the study's folder, anew from its files.</summary>
    /// <returns>The path of the page.</returns>
    /// <exception cref="RunFolderException">A file of the study is missing or not as expected.</exception>
    public static string Write(string folder) => Write(folder, StudySummary.Read(folder));

    /// <summary>The same for what has been read already.</summary>
    public static string Write(string folder, StudySummary study)
    {
        var markdown = new MarkdownDocument(study.Plan.Title);
        WriteSections(markdown, study);
        markdown.Write(folder, MarkdownFile);
        return ReportPage.Write(
            RunLayout.PathOf(folder, RunLayout.ReportFile), study.Plan.Title, page => WriteSections(new PageDocument(page), study));
    }

    private static void WriteSections(IDocument document, StudySummary study)
    {
        document.Text(study.Plan.Question);
        DoneSection.Write(document, study);
        PlanSection.Write(document, study.Plan);
        PairsSection.Write(document, study);
        ErrorsSection.Write(document, study);
        BudgetsSection.Write(document, study);
        SharesSection.Write(document, study);
        EpochsSection.Write(document, study);
        AgainSection.Write(document, study);
    }
}
