using System.Text.Json;
using ScaleNet.Architecture.Tests;
using ScaleNet.Cli.CommandLine;

namespace ScaleNet.Cli.Tests.Commands;

public sealed class CocoEvalCommandTests : IDisposable
{
    private const string NoObjects = """{"images": [{"id": 1}], "categories": [{"id": 1, "name": "a"}], "annotations": []}""";

    // What pycocotools printed, with one digit more.
    private const string Summary = """
               average of  IoU        objects  detections   value
        AP     precision   0.50:0.95  all             100  0.4927
        AP50   precision   0.50       all             100  0.6650
        AP75   precision   0.75       all             100  0.5198
        APs    precision   0.50:0.95  small           100  0.4575
        APm    precision   0.50:0.95  medium          100  0.7267
        APl    precision   0.50:0.95  large           100  0.6000
        AR1    recall      0.50:0.95  all               1  0.2542
        AR10   recall      0.50:0.95  all              10  0.6708
        AR100  recall      0.50:0.95  all             100  0.6708
        ARs    recall      0.50:0.95  small           100  0.7500
        ARm    recall      0.50:0.95  medium          100  0.7750
        ARl    recall      0.50:0.95  large           100  0.6000

        """;

    private static readonly string Truth = FixtureFile.PathOf("coco_b", "gt.json");
    private static readonly string Detections = FixtureFile.PathOf("coco_b", "dt.json");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_twelve_numbers_are_printed() =>
        Assert.Equal(Summary, CommandRunner.Run("coco-eval", Truth, Detections).Succeeded().Output);

    [Fact]
    public void Each_category_has_a_line_on_request()
    {
        var output = CommandRunner.Run("coco-eval", Truth, Detections, "--per-category").Succeeded().Output;

        Assert.StartsWith(Summary, output, StringComparison.Ordinal);
        string[][] rows = [.. output[Summary.Length..].Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        Assert.Equal(["id", "category", "objects", "crowds", "detections", "AP", "AP50"], rows[1][..7]);
        Assert.Equal(["2", "b", "3", "1", "4", "0.6634", "0.6634"], rows[3][..7]);
        Assert.Equal(["3", "never", "0", "0", "1", "-1.0000", "-1.0000"], rows[4][..7]);
    }

    [Fact]
    public void The_document_for_programs_has_all_digits_and_the_categories()
    {
        var reference = JsonDocument.Parse(FixtureFile.Read("coco_b", "stats.json")).RootElement;

        var json = CommandRunner.Run("coco-eval", Truth, Detections, "--json").Succeeded().Json;

        Assert.Equal(
            reference.GetProperty("stats").EnumerateArray().Select(value => Math.Round(value.GetDouble(), 12)),
            json.GetProperty("summary").EnumerateObject().Select(field => Math.Round(field.Value.GetDouble(), 12)));
        Assert.Equal(
            reference.GetProperty("stats_names").EnumerateArray().Select(name => name.GetString()!),
            json.GetProperty("summary").EnumerateObject().Select(field => field.Name));
        Assert.Equal((3, 7, 1, 11), (
            json.GetProperty("images").GetInt32(),
            json.GetProperty("objects").GetInt32(),
            json.GetProperty("crowds").GetInt32(),
            json.GetProperty("detections").GetInt32()));
        Assert.Equal("never", json.GetProperty("categories")[2].GetProperty("name").GetString());
    }

    [Fact]
    public void A_plot_is_written_on_request()
    {
        var file = _folder.File("curves.svg");

        Assert.Equal(Summary, CommandRunner.Run("coco-eval", Truth, Detections, "--plot", file).Succeeded().Output);

        Assert.Contains("IoU 0.50 (0.67)", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Detections_of_other_categories_are_remarked_on()
    {
        var found = Written("dt.json", """[{"image_id": 1, "category_id": 44, "bbox": [0, 0, 1, 1], "score": 1}]""");

        var result = CommandRunner.Run("coco-eval", Truth, found, "--json").Succeeded();

        Assert.Contains("note: 1 detections of categories that the ground truth does not have were left out (category_id 44)", result.Log, StringComparison.Ordinal);
        Assert.Equal(1, result.Json.GetProperty("detectionsOfUnknownCategories").GetInt32());
        Assert.Equal(0, result.Json.GetProperty("summary").GetProperty("AP").GetDouble());
    }

    [Fact]
    public void Without_objects_every_number_is_minus_one_and_no_plot_is_written()
    {
        var plot = _folder.File("curves.svg");

        var result = CommandRunner.Run("coco-eval", Written("gt.json", NoObjects), Written("dt.json", "[]"), "--plot", plot).Succeeded();

        Assert.Equal(13, result.Lines.Length);
        Assert.All(result.Lines[1..], line => Assert.EndsWith("-1.0000", line, StringComparison.Ordinal));
        Assert.Contains("note: the ground truth has no object that is no crowd: every number is -1", result.Log, StringComparison.Ordinal);
        Assert.False(File.Exists(plot));
    }

    [Fact]
    public void Files_in_the_wrong_order_are_told() => CommandRunner.Run("coco-eval", Detections, Truth)
        .FailedWith(ExitCode.BadInput, "dt.json $: not as COCO has it (got a list, expected an object with images, categories and annotations)");

    [Fact]
    public void A_plot_in_no_folder_is_refused() => CommandRunner.Run("coco-eval", Truth, Detections, "--plot", _folder.File("nowhere/a.svg"))
        .FailedWith(ExitCode.BadInput, "--plot: got", "nowhere");

    private string Written(string name, string json)
    {
        var path = _folder.File(name);
        File.WriteAllText(path, json);
        return path;
    }
}
