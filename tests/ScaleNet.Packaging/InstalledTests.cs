using ScaleNet.Rules.Tests;

namespace ScaleNet.Packaging;

/// <summary>The tool and the libraries where a user has them: outside of the repository, out of packages.</summary>
[Trait("Tier", "slow")]
public sealed class InstalledTests(Workshop workshop)
{
    [Fact]
    public void The_installed_tool_lists_exports_predicts_and_trains()
    {
        var (folder, tools) = (workshop.NewFolder(), workshop.NewFolder());
        Processes.Dotnet(
            folder, ["tool", "install", "scalenet", "--version", Workshop.Version, "--tool-path", tools, "--source", workshop.Feed],
            ("NUGET_PACKAGES", workshop.NewFolder()));
        var tool = Path.Combine(tools, OperatingSystem.IsWindows() ? "scalenet.exe" : "scalenet");
        File.WriteAllBytes(Path.Combine(folder, "a.jpg"), Data.Tests.Photographs.Jpeg(120, 90, seed: 1));

        var version = Processes.Run(tool, folder, "--version").Succeeded();
        var models = Processes.Run(tool, folder, "models --json").Succeeded();
        Processes.Run(tool, folder, "export mixnet_s --random -o network.onnx").Succeeded();
        var predicted = Processes.Run(tool, folder, "predict a.jpg --model network.onnx --json --threads 1").Succeeded();
        var trained = Processes.Run(
            tool, folder, "train --name t --model scalenet11_small --data embedded --epochs 1 --batch-size 8 --limit-batches 2 --threads 1").Succeeded();

        Assert.StartsWith(Workshop.Version, version.Output, StringComparison.Ordinal);
        Assert.Equal(Processes.Run(Processes.Tool, folder, "models --json").Succeeded().Output, models.Output);
        Assert.Equal(1, predicted.Json.GetArrayLength());
        Assert.Contains("finished", trained.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_with_the_libraries_predicts_and_trains()
    {
        var folder = workshop.NewFolder();
        foreach (var snippet in new[] { "PredictSnippet.cs", "BackboneSnippet.cs" })
        {
            File.Copy(Repository.Absolute($"tests/ScaleNet.Guides/Snippets/{snippet}"), Path.Combine(folder, snippet));
        }

        File.WriteAllText(Path.Combine(folder, "consumer.csproj"), Project);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);
        File.WriteAllText(Path.Combine(folder, "nuget.config"), Sources(workshop.Feed));
        File.WriteAllBytes(Path.Combine(folder, "shoe.png"), Data.Tests.Photographs.Jpeg(120, 90, seed: 1));
        Processes.Run(Processes.Tool, folder, "export mixnet_s --random -o network.onnx").Succeeded();

        var run = Processes.Dotnet(folder, ["run", "--project", "consumer.csproj"], OwnPackages());

        Assert.Matches(@"(class \d+: \d+\.\d %\s+){3}3426 parameters", run.Output);
        Assert.Contains("it learned", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "mine.onnx")));
    }

    // Ours go to a folder of this test; those of others, which are large, are taken from where the build had them.
    private (string Name, string Value)[] OwnPackages() =>
    [
        ("NUGET_PACKAGES", workshop.NewFolder()),
        ("NUGET_FALLBACK_PACKAGES", Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages")),
    ];

    private static string Sources(string feed) => $"""
        <configuration>
          <packageSources>
            <add key="release" value="{feed}" />
          </packageSources>
        </configuration>
        """;

    private static readonly string Project = $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <CreateHardLinksForCopyLocalIfPossible>true</CreateHardLinksForCopyLocalIfPossible>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="ScaleNet.Deployment" Version="{Workshop.Version}" />
            <PackageReference Include="ScaleNet.Modeling" Version="{Workshop.Version}" />
            <PackageReference Include="libtorch-cpu-linux-x64" Version="2.10.0" />
          </ItemGroup>
        </Project>
        """;

    private const string Program = """
        using ScaleNet.Guides.Snippets;
        using static TorchSharp.torch;

        PredictSnippet.Run(Console.Out);
        var labels = tensor(new long[] { 0, 1, 0, 1, 0, 1, 0, 1 });
        var images = randn([8, 3, 32, 32], generator: new Generator(3)) + (labels.view(8, 1, 1, 1) * 4);
        var losses = BackboneSnippet.Run(Console.Out, images, labels);
        Console.WriteLine(losses[^1] < losses[0] * 0.8 ? "it learned" : "it did not learn");
        """;
}
