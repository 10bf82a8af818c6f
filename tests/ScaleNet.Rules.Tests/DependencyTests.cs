namespace ScaleNet.Rules.Tests;

/// <summary>Which room may depend on what: a new dependency is a new word in this table.</summary>
public sealed class DependencyTests
{
    private static readonly SortedDictionary<string, Room> Rooms = new(StringComparer.Ordinal)
    {
        ["ScaleNet.Architecture"] = new([], []),
        ["ScaleNet.Evaluation"] = new([], []),
        ["ScaleNet.Data"] = new(
            ["ScaleNet.Evaluation"],
            ["Parquet.Net", "SkiaSharp", "SkiaSharp.NativeAssets.Linux.NoDependencies"]),
        ["ScaleNet.Modeling"] = new(
            ["ScaleNet.Architecture", "ScaleNet.Evaluation"],
            ["TorchSharp"]),
        ["ScaleNet.Training"] = new(
            ["ScaleNet.Architecture", "ScaleNet.Data", "ScaleNet.Evaluation", "ScaleNet.Modeling"],
            []),
        ["ScaleNet.Deployment"] = new(
            ["ScaleNet.Architecture", "ScaleNet.Data", "ScaleNet.Evaluation"],
            ["Google.Protobuf", "Microsoft.ML.OnnxRuntime", "OnnxSharp"]),
        ["ScaleNet.Reporting"] = new(["ScaleNet.Architecture", "ScaleNet.Evaluation"], []),
        ["ScaleNet.Serving"] = new(
            ["ScaleNet.Architecture", "ScaleNet.Data", "ScaleNet.Deployment", "ScaleNet.Evaluation"],
            ["Microsoft.AspNetCore.OpenApi"]),
        ["ScaleNet.Cli"] = new(
            [
                "ScaleNet.Architecture", "ScaleNet.Data", "ScaleNet.Deployment", "ScaleNet.Evaluation", "ScaleNet.Modeling",
                "ScaleNet.Reporting", "ScaleNet.Serving", "ScaleNet.Training",
            ],
            ["$(LibTorchPackage)", "Spectre.Console", "System.CommandLine"]),
        ["ScaleNet.Predict"] = new(["ScaleNet.Cli"], ["TorchSharp"]),
    };

    public static TheoryData<string> RoomNames => new(Rooms.Keys);

    [Fact]
    public void Every_project_under_src_is_in_the_table() =>
        Assert.Equal(Rooms.Keys, Sources.Select(project => project.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void A_room_refers_to_exactly_the_projects_of_the_table(string room) =>
        Assert.Equal(Rooms[room].Projects, Sources.Single(project => project.Name == room).Projects);

    [Theory]
    [MemberData(nameof(RoomNames))]
    public void A_room_refers_to_exactly_the_packages_of_the_table(string room) =>
        Assert.Equal(Rooms[room].Packages, Sources.Single(project => project.Name == room).Packages);

    [Fact]
    public void No_project_builds_an_assembly_named_like_a_package_of_another_spelling()
    {
        string[] packages = ProjectFile.All.SelectMany(project => project.Packages).Distinct().ToArray();

        Assert.All(ProjectFile.All, project =>
            Assert.DoesNotContain(project.AssemblyName, packages, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void No_two_projects_build_assemblies_whose_names_differ_in_case_only()
    {
        IEnumerable<string> names = ProjectFile.All.Select(project => project.AssemblyName);

        Assert.Equal(names, names.Distinct(StringComparer.OrdinalIgnoreCase));
    }

    private static IEnumerable<ProjectFile> Sources =>
        ProjectFile.All.Where(project => project.Path.StartsWith("src/", StringComparison.Ordinal));

    private sealed record Room(string[] Projects, string[] Packages);
}
