using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ScaleNet.Rules.Tests;

/// <summary>The hard limits on the size of a file and of a method.</summary>
public sealed class SizeTests
{
    private const int MostLinesOfFile = 400;
    private const int MostLinesOfMethod = 60;

    [Fact]
    public void No_file_is_too_long()
    {
        IEnumerable<string> tooLong = Repository.CodeFiles(".cs")
            .Select(path => (Path: path, Lines: File.ReadLines(Repository.Absolute(path)).Count()))
            .Where(file => file.Lines > MostLinesOfFile)
            .Select(file => $"{file.Path}: {file.Lines} lines");

        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_method_is_too_long()
    {
        IEnumerable<string> tooLong = Repository.CodeFiles(".cs")
            .SelectMany(path => Methods(path).Select(method => (Path: path, Span: method)))
            .Where(method => LineCount(method.Span) > MostLinesOfMethod)
            .Select(method => $"{method.Path}({method.Span.StartLinePosition.Line + 1}): {LineCount(method.Span)} lines");

        Assert.Empty(tooLong);
    }

    [Fact]
    public void The_measure_of_a_method_counts_from_its_signature_to_its_end()
    {
        const string Source = """
            class C
            {
                /// <summary>Not counted.</summary>
                [System.Obsolete]
                int Three() // one
                    =>
                    3;
            }
            """;

        Assert.Equal([3], MethodSpans(Source).Select(LineCount));
    }

    private static IEnumerable<FileLinePositionSpan> Methods(string path) => MethodSpans(Repository.Read(path));

    private static IEnumerable<FileLinePositionSpan> MethodSpans(string source)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview));
        return tree.GetRoot().DescendantNodes()
            .Where(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax)
            .Select(node => tree.GetLineSpan(WithoutAttributes(node)));
    }

    private static Microsoft.CodeAnalysis.Text.TextSpan WithoutAttributes(SyntaxNode node)
    {
        SyntaxNode? lastAttributes = node.ChildNodes().LastOrDefault(child => child is AttributeListSyntax);
        int start = lastAttributes?.GetLastToken().GetNextToken().SpanStart ?? node.SpanStart;
        return Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(start, node.Span.End);
    }

    private static int LineCount(FileLinePositionSpan span) => span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
}
