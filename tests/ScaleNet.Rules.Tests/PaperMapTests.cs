using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ScaleNet.Rules.Tests;

/// <summary>What docs/paper-map.md names is there: every test, every type and every recipe.</summary>
public sealed partial class PaperMapTests
{
    private const string Page = "docs/paper-map.md";

    // Fewer would mean that the page changed its form and nothing is checked any more.
    private const int FewestTests = 30;
    private const int FewestTypes = 20;

    private static readonly IReadOnlyList<string> Words = CodeWord().Matches(Repository.Read(Page))
        .Select(match => match.Groups["word"].Value)
        .Distinct()
        .ToList();

    [Fact]
    public void Every_test_that_the_page_names_exists()
    {
        var named = Words.Where(word => TestName().IsMatch(word)).ToList();

        Assert.True(named.Count >= FewestTests, $"{Page} names {named.Count} tests only");
        Assert.Empty(named.Except(Names<MethodDeclarationSyntax>("tests/", method => method.Identifier.Text)));
    }

    [Fact]
    public void Every_type_that_the_page_names_exists()
    {
        var named = Words.Where(word => TypeName().IsMatch(word)).ToList();

        Assert.True(named.Count >= FewestTypes, $"{Page} names {named.Count} types only");
        Assert.Empty(named.Except(Names<BaseTypeDeclarationSyntax>("src/", type => type.Identifier.Text)));
    }

    [Fact]
    public void Every_file_that_the_page_names_exists() =>
        Assert.All(Words.Where(word => word.Contains('/')), path => Assert.True(Path.Exists(Repository.Absolute(path)), path));

    private static HashSet<string> Names<T>(string folder, Func<T, string> name)
        where T : MemberDeclarationSyntax => Repository.CodeFiles(".cs")
        .Where(path => path.StartsWith(folder, StringComparison.Ordinal))
        .SelectMany(path => CSharpSyntaxTree
            .ParseText(Repository.Read(path), new CSharpParseOptions(LanguageVersion.Preview))
            .GetRoot().DescendantNodes().OfType<T>())
        .Select(name)
        .ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex("`(?<word>[^`\n]+)`")]
    private static partial Regex CodeWord();

    // Tests are sentences: words joined by underscores, a capital first.
    [GeneratedRegex("^[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+)+$")]
    private static partial Regex TestName();

    [GeneratedRegex("^[A-Z][a-z]+[A-Za-z0-9]*$")]
    private static partial Regex TypeName();
}
