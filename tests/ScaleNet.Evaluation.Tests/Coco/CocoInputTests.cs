using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Evaluation.Tests.Coco;

/// <summary>Files that are not as COCO has them: one line that names the item.</summary>
public sealed class CocoInputTests : IDisposable
{
    private const string Good = """{"id": 7, "image_id": 1, "category_id": 1, "bbox": [0, 0, 4, 4], "area": 16, "iscrowd": 0}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "gt.json $: no JSON (got ")]
    [InlineData("[]", "gt.json $: not as COCO has it (got a list, expected an object with images, categories and annotations)")]
    [InlineData("{", "gt.json $: no JSON (got ")]
    [InlineData("{} x", "gt.json $: no JSON (got ")]
    [InlineData("{}", "gt.json $: a field is missing (got no 'images', expected one)")]
    [InlineData("""{"images": [], "categories": []}""", "got no 'annotations'")]
    [InlineData("""{"images": 5}""", "gt.json $.images: not as COCO has it (got 5, expected a list)")]
    [InlineData("""{"images": [{"id": 1}, 5]}""", "gt.json $.images[1]: not as COCO has it (got 5, expected an object)")]
    [InlineData("""{"images": [{"id": "a"}]}""", "gt.json $.images[0].id: not as COCO has it (got \"a\", expected a whole number)")]
    [InlineData("""{"images": [{"id": 1.5}]}""", "(got 1.5, expected a whole number)")]
    [InlineData("""{"images": [{"id": 1, "width": 0}]}""", "gt.json $.images[0].width: not as COCO has it (got 0, expected a number of pixels)")]
    [InlineData("""{"images": [{"file_name": "a.png"}]}""", "gt.json $.images[0]: a field is missing (got no 'id'")]
    [InlineData("""{"categories": [{"id": 1}]}""", "gt.json $.categories[0]: a field is missing (got no 'name'")]
    [InlineData("""{"images": [{"id": 1, "file_name": "\ud800"}]}""", "gt.json $.images[0].file_name: no JSON (got a text whose escapes are no characters")]
    public void A_file_that_is_not_coco_is_refused(string json, string message) =>
        AssertRefused(message, () => CocoFixture.ReadTruth(json));

    [Theory]
    [InlineData("\"image_id\": 1", "\"image_id\": 9", "gt.json $.annotations[1] (id 8) image_id: no such image (got 9, expected the id of one of 1 images)")]
    [InlineData("\"category_id\": 1", "\"category_id\": 9", "gt.json $.annotations[1] (id 8) category_id: no such category (got 9")]
    [InlineData("\"id\": 8", "\"id\": 7", "gt.json $.annotations[1].id: used before (got 7 again, expected each id once)")]
    [InlineData("[0, 0, 4, 4]", "[0, 0, -4, 4]", "(id 8) bbox: no box (got [0, 0, -4, 4], expected four finite numbers, sizes from 0 up)")]
    [InlineData("[0, 0, 4, 4]", "[0, 0, 4]", "$.annotations[1].bbox: not as COCO has it (got the end of a list, expected four numbers")]
    [InlineData("[0, 0, 4, 4]", "[0, 0, 4, 4, 4]", "$.annotations[1].bbox: not as COCO has it (got 4, expected four numbers")]
    [InlineData("[0, 0, 4, 4]", "[0, NaN, 4, 4]", "gt.json $.annotations[1].bbox: no JSON (got 'N' is an invalid start of a value in line 1, byte ")]
    [InlineData("[0, 0, 4, 4]", "[0, 1e999, 4, 4]", "(id 8) bbox: no box (got [0, Infinity, 4, 4]")]
    [InlineData("[0, 0, 4, 4]", "{}", "$.annotations[1].bbox: not as COCO has it (got an object, expected four numbers")]
    [InlineData("\"area\": 16", "\"area\": -1", "(id 8) area: no area (got -1, expected a finite number from 0 up)")]
    [InlineData("\"area\": 16", "\"note\": 16", "$.annotations[1]: a field is missing (got no 'area', expected one)")]
    [InlineData("\"iscrowd\": 0", "\"iscrowd\": 2", "$.annotations[1].iscrowd: not as COCO has it (got 2, expected 0 or 1)")]
    public void A_bad_object_is_named(string part, string spoilt, string message)
    {
        var second = Good.Replace("\"id\": 7", "\"id\": 8", StringComparison.Ordinal);
        Assert.Equal(2, CocoFixture.ReadTruth(Truth(Good, second)).Annotations.Count);

        AssertRefused(message, () => CocoFixture.ReadTruth(Truth(Good, second.Replace(part, spoilt, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("""{"images": [{"id": 3}, {"id": 3}], "categories": [], "annotations": []}""", "gt.json $.images[1].id: used before (got 3 again")]
    [InlineData("""{"images": [], "categories": [{"id": 3, "name": "a"}, {"id": 3, "name": "b"}], "annotations": []}""", "gt.json $.categories[1].id: used before (got 3 again")]
    public void Ids_are_there_once(string json, string message) => AssertRefused(message, () => CocoFixture.ReadTruth(json));

    [Theory]
    [InlineData("{}", "dt.json $: not as COCO has it (got an object, expected a list of detections; the ground truth is the file before it)")]
    [InlineData("[5]", "dt.json $[0]: not as COCO has it (got 5, expected an object)")]
    [InlineData("""[{"category_id": 1, "bbox": [0, 0, 1, 1], "score": 1}]""", "dt.json $[0]: a field is missing (got no 'image_id'")]
    [InlineData("""[{"image_id": 1, "category_id": 1, "bbox": [0, 0, 1, 1]}]""", "dt.json $[0]: a field is missing (got no 'score'")]
    [InlineData("""[{"image_id": 1, "category_id": 1, "bbox": [0, 0, 1, -1], "score": 1}]""", "dt.json $[0].bbox: no box (got [0, 0, 1, -1]")]
    [InlineData("""[{"image_id": 1, "category_id": 1, "bbox": [0, 0, 1, 1], "score": NaN}]""", "dt.json $[0].score: no JSON (got 'N' is")]
    [InlineData("""[{"image_id": 1, "category_id": 1, "bbox": [0, 0, 1, 1], "score": "0.5"}]""", "dt.json $[0].score: not as COCO has it (got \"0.5\", expected a number)")]
    [InlineData("""[{"image_id": 1, "category_id": 1, "bbox": [0, 0, 1, 1], "score": 1e999}]""", "dt.json $[0].score: no score (got Infinity")]
    public void A_bad_detection_is_named(string json, string message) => AssertRefused(message, () => CocoFixture.ReadDetections(json));

    [Fact]
    public void A_detection_in_an_image_without_ground_truth_is_named()
    {
        var detections = CocoFixture.ReadDetections("""[{"image_id": 5, "category_id": 1, "bbox": [0, 0, 1, 1], "score": 1}]""");

        AssertRefused(
            "dt.json $[0].image_id: no such image (got 5, expected the id of one of the 1 images of the ground truth). Do both files",
            () => CocoEvaluation.Run(CocoFixture.ReadTruth(Truth(Good)), detections));
    }

    [Fact]
    public void More_categories_than_memory_holds_curves_of_are_refused()
    {
        var truth = new CocoInstances([], [.. Enumerable.Range(0, 10_001).Select(id => new CocoCategory(id, "x"))], [], "gt.json");

        AssertRefused("gt.json $.categories: too many (got 10001, expected at most 10000)", () => CocoEvaluation.Run(truth, new CocoDetections([])));
    }

    [Fact]
    public void Fields_that_are_not_needed_are_passed_over_wherever_they_stand()
    {
        var truth = CocoFixture.ReadTruth("""
            {"annotations": [{"segmentation": {"size": [3, 4], "counts": "a\"]}"}, "keypoints": [[1, [2]], {}], "id": 7, "image_id": 1,
              "category_id": 1, "bbox": [0.5, 1e1, 4, 4], "area": 16, "iscrowd": true, "ignore": 1}],
             "info": {"year": null, "x": [true, false]}, "licenses": [{"id": 1}],
             "categories": [{"supercategory": "animal", "\u0069d": 1, "name": "c\u0061t"}],
             "images": [{"id": 1, "width": 6, "height": 5, "file_name": "é.png", "license": 3}]}
            """);

        var annotation = Assert.Single(truth.Annotations);
        Assert.Equal((7, new(0.5, 10, 4, 4), true), (annotation.Id, annotation.Box, annotation.IsCrowd));
        Assert.Equal(new CocoCategory(1, "cat"), Assert.Single(truth.Categories));
        Assert.Equal(new CocoImage(1, "é.png", 6, 5), Assert.Single(truth.Images));
    }

    // Values and their escapes are cut at every place where the reader's buffer of 64 KiB can end.
    [Theory]
    [InlineData(65_400)]
    [InlineData(131_000)]
    public void Files_larger_than_the_buffer_are_read_whatever_it_cuts(int first)
    {
        for (var padding = first; padding < first + 160; padding++)
        {
            var json = Truth(Good).Replace("\"images\"", $"\"info\": \"{new string('x', padding)}\", \"images\"", StringComparison.Ordinal);

            Assert.Equal(7, Assert.Single(CocoFixture.ReadTruth(json).Annotations).Id);
        }
    }

    [Fact]
    public void Any_cut_file_is_an_error_and_no_crash()
    {
        var json = Truth(Good);
        for (var length = 0; length < json.Length; length++)
        {
            Assert.Throws<CocoException>(() => CocoFixture.ReadTruth(json[..length]));
        }
    }

    [Fact]
    public void Any_other_byte_in_a_file_is_read_or_an_error_and_no_crash()
    {
        var bytes = CocoFixture.Bytes(Truth(Good));
        const string Others = "\0\"{[9-e.\\\u00ff";
        var refused = 0;
        for (var place = 0; place < bytes.Length; place++)
        {
            foreach (var other in Others)
            {
                var spoilt = (byte[])bytes.Clone();
                spoilt[place] = (byte)other;
                refused += Record.Exception(() => CocoInstances.Read(new MemoryStream(spoilt), "gt.json")) switch
                {
                    null => 0,
                    CocoException => 1,
                    var error => throw new InvalidOperationException($"byte {place} as {(int)other}", error),
                };
            }
        }

        Assert.InRange(refused, bytes.Length, (Others.Length * bytes.Length) - 1);
    }

    [Fact]
    public void A_file_that_is_not_there_is_said() =>
        Assert.Throws<FileNotFoundException>(() => CocoDetections.Read(_folder.File("none.json")));

    [Fact]
    public void A_file_is_read_from_disk_under_its_path()
    {
        var path = _folder.File("dt.json");
        File.WriteAllText(path, "[{}]");

        AssertRefused($"{path} $[0]: a field is missing", () => CocoDetections.Read(path));
    }

    private static string Truth(params string[] annotations) =>
        $$"""{"images": [{"id": 1}], "categories": [{"id": 1, "name": "cat"}], "annotations": [{{string.Join(", ", annotations)}}]}""";

    private static void AssertRefused(string message, Action read)
    {
        var error = Assert.Throws<CocoException>(read);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
