using ScaleNet.Evaluation.Runs;
using ScaleNet.Evaluation.Studies;
using static ScaleNet.Evaluation.Tests.Studies.StudyFixture;

namespace ScaleNet.Evaluation.Tests.Studies;

public sealed class StudyLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Results => _folder.File(StudyLog.ResultsFile);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_files_there_is_nothing_yet()
    {
        Assert.Empty(StudyLog.Results(_folder.Path));
        Assert.Empty(StudyLog.Seeds(_folder.Path));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        StudyLog.Append(_folder.Path, Result("narrow", "learned", 1, 0.25, [3, 1], [2, 2]));
        StudyLog.Append(_folder.Path, Result("narrow", "resnet", 2, 0.5));
        StudyLog.Append(_folder.Path, Seed("narrow", 1, [[0.5f, 0.25f], [1]]));

        var results = StudyLog.Results(_folder.Path);
        Assert.Equal([("learned", 0.25), ("resnet", 0.5)], results.Select(result => (result.Arm, result.TestError)));
        Assert.Equal([3, 1], results[0].Channels!.Value[0]);
        Assert.Null(results[1].Channels);
        Assert.Equal([0.5f, 0.25f], Assert.Single(StudyLog.Seeds(_folder.Path)).Scores[0][0]);
    }

    [Fact]
    public void A_torn_last_line_is_dropped_and_then_written_over()
    {
        StudyLog.Append(_folder.Path, Result("narrow", "resnet", 1, 0.5));
        File.AppendAllText(Results, "{\"condition\":\"nar");

        Assert.Equal([1], StudyLog.Results(_folder.Path).Select(result => result.Seed));

        StudyLog.Append(_folder.Path, Result("narrow", "resnet", 2, 0.5));
        Assert.Equal([1, 2], StudyLog.Results(_folder.Path).Select(result => result.Seed));
        Assert.Equal(2, File.ReadAllLines(Results).Length);
    }

    [Theory]
    [InlineData("{\"condition\":\"narrow\"}")]
    [InlineData("null")]
    [InlineData("not JSON")]
    [InlineData("")]
    public void A_line_that_is_no_result_is_an_error_that_names_it(string line)
    {
        StudyLog.Append(_folder.Path, Result("narrow", "resnet", 1, 0.5));
        File.AppendAllText(Results, line + "\n");
        StudyLog.Append(_folder.Path, Result("narrow", "resnet", 2, 0.5));

        var error = Assert.Throws<RunFolderException>(() => StudyLog.Results(_folder.Path));

        Assert.Contains("results.jsonl line 2: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_that_is_not_known_is_an_error_that_names_it()
    {
        StudyLog.Append(_folder.Path, Result("narrow", "resnet", 1, 0.5));
        File.WriteAllText(Results, File.ReadAllText(Results).Replace("\"arm\"", "\"colour\":\"red\",\"arm\"", StringComparison.Ordinal));

        var error = Assert.Throws<RunFolderException>(() => StudyLog.Results(_folder.Path));

        Assert.Contains("colour", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"testErrors\":[0.9,0.5]", "\"testErrors\":null")]
    [InlineData("\"testErrors\":[0.9,0.5]", "\"testErrors\":[0.9,null]")]
    [InlineData("\"arm\":\"resnet\"", "\"arm\":null")]
    public void A_null_where_a_value_must_be_is_an_error(string text, string instead)
    {
        StudyLog.Append(_folder.Path, Result("narrow", "resnet", 1, 0.5));
        var line = File.ReadAllText(Results);
        Assert.Contains(text, line, StringComparison.Ordinal);
        File.WriteAllText(Results, line.Replace(text, instead, StringComparison.Ordinal));

        Assert.Throws<RunFolderException>(() => StudyLog.Results(_folder.Path));
    }
}
