using ScaleNet.Architecture.Tests;
using ScaleNet.Serving.Models;

namespace ScaleNet.Serving.Tests.Models;

/// <summary>What a person may write to say what is served.</summary>
public sealed class ModelArgumentsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_called_as_its_name_or_as_it_is_said()
    {
        var path = _folder.Put("shoes.v2.onnx", []);

        Assert.Equal([new ModelFile("shoes.v2", 1, path)], new ModelArguments([path]).Find());
        Assert.Equal([new ModelFile("boots", 1, path)], new ModelArguments([$"boots={path}"]).Find());
    }

    [Fact]
    public void A_folder_holds_names_and_versions_in_the_order_of_numbers()
    {
        string[] files = ["r/a/2/m.onnx", "r/a/10/x.onnx", "r/b/1/m.onnx", "r/b/2/notes.txt", "r/.git/1/m.onnx"];
        foreach (var file in files)
        {
            _folder.Put(file, []);
        }

        var found = new ModelArguments([At("r")]).Find();

        Assert.Equal(
            [new ModelFile("a", 2, At("r/a/2/m.onnx")), new ModelFile("a", 10, At("r/a/10/x.onnx")), new ModelFile("b", 1, At("r/b/1/m.onnx"))], found);
    }

    [Theory]
    [InlineData("nowhere.onnx", "nowhere.onnx: not there, expected an ONNX file or a folder of models.")]
    [InlineData("odd name.onnx", "the model would be called 'odd name', expected letters, digits, '.', '_' and '-'.")]
    [InlineData("odd names", "the model would be called 'a b', expected letters, digits, '.', '_' and '-'. Rename the folder.")]
    [InlineData("empty", "empty: no model in it, expected NAME/VERSION/*.onnx")]
    [InlineData("words", "not the folder of a version, expected a whole number from 1 up.")]
    [InlineData("two", "2 ONNX files, expected one.")]
    public void What_leads_nowhere_is_one_line(string argument, string words)
    {
        _folder.Put("odd name.onnx", []);
        _folder.Put("odd names/a b/1/m.onnx", []);
        Directory.CreateDirectory(At("empty"));
        _folder.Put("words/m/latest/m.onnx", []);
        _folder.Put("two/m/1/a.onnx", []);
        _folder.Put("two/m/1/b.onnx", []);

        var problem = Assert.Throws<ServingException>(() => new ModelArguments([At(argument)]).Find());

        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_for_a_file_that_is_said()
    {
        var path = _folder.Put("solo.onnx", []);

        Assert.Equal("x=: nothing behind the '=', expected NAME=MODEL.onnx. Name the file.", ProblemOf("x="));
        Assert.Equal(
            $"m={_folder.Path}: a name can be given to a file only, and {_folder.Path} is a folder, whose models are called as the folders in it. "
            + $"Leave the name out: {_folder.Path}",
            ProblemOf($"m={_folder.Path}"));
        Assert.EndsWith($"the model would be called 'a/b', expected letters, digits, '.', '_' and '-'. Give it a name: NAME={path}", ProblemOf($"a/b={path}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_models_of_one_name_and_version_are_refused()
    {
        var (one, other) = (_folder.Put("a/m.onnx", []), _folder.Put("b/m.onnx", []));

        var problem = Assert.Throws<ServingException>(() => new ModelArguments([one, other]).Find());

        Assert.StartsWith($"{other}: the second model called m of version 1 (the first is {one}).", problem.Message, StringComparison.Ordinal);
        Assert.Equal(2, new ModelArguments([one, $"n={other}"]).Find().Count);
    }

    private static string ProblemOf(string argument) =>
        Assert.Throws<ServingException>(() => new ModelArguments([argument]).Find()).Message;

    private string At(string name) => Path.Combine(_folder.Path, name);
}
