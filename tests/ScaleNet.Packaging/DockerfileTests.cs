using System.CommandLine;
using System.Text.Json;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Predict;
using ScaleNet.Rules.Tests;
using Spectre.Console;

namespace ScaleNet.Packaging;

/// <summary>The Dockerfile fits the repository and the program; that it builds is for a machine with Docker to show.</summary>
public sealed class DockerfileTests
{
    private readonly Dockerfile _file = Dockerfile.Read();

    [Fact]
    public void What_is_copied_is_in_the_repository_and_not_ignored()
    {
        var kept = Repository.Read(".dockerignore").Split('\n').Where(line => line.StartsWith('!')).Select(line => line[1..]);

        var sources = _file.Of("COPY").Where(line => !line.StartsWith("--from", StringComparison.Ordinal)).SelectMany(line => line.Split(' ')[..^1]).ToList();

        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.True(Path.Exists(Repository.Absolute(source)), source));
        Assert.Equal(kept.Order(StringComparer.Ordinal), sources.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_file_outside_that_a_project_or_its_properties_name_is_copied()
    {
        var copied = _file.Of("COPY").Where(line => !line.StartsWith("--from", StringComparison.Ordinal)).SelectMany(line => line.Split(' ')[..^1]).ToHashSet();
        var named = Repository.CodeFiles(".csproj").Where(path => path.StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(path => Repository.Read(path).Split('"'))
            .Where(word => word.StartsWith("../../", StringComparison.Ordinal))
            .Select(word => word["../../".Length..].Split('/')[0])
            .ToHashSet();

        Assert.NotEmpty(named);
        Assert.Subset(copied, named);
    }

    [Fact]
    public void What_is_published_is_a_project_and_what_is_taken_from_it_is_its_program()
    {
        var command = _file.PublishCommand;
        var output = command[^1];
        var program = $"{output}/scalenet-predict";

        Assert.Equal("publish", command[0]);
        Assert.NotEmpty(Directory.GetFiles(Repository.Absolute(command[1]), "*.csproj"));
        Assert.StartsWith($"--from=build {program} ", _file.Of("COPY").Single(line => line.StartsWith("--from", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(program, _file.EntryPoint[0]);
        Assert.Contains("<AssemblyName>scalenet-predict</AssemblyName>", Repository.Read($"{command[1]}/ScaleNet.Predict.csproj"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_images_are_those_of_the_SDK_that_the_repository_asks_for()
    {
        var sdk = JsonDocument.Parse(Repository.Read("global.json")).RootElement.GetProperty("sdk").GetProperty("version").GetString()!;
        var tag = string.Join('.', sdk.Split('.')[..2]);

        Assert.Equal([$"mcr.microsoft.com/dotnet/sdk:{tag} AS build", $"mcr.microsoft.com/dotnet/runtime-deps:{tag}"], _file.Of("FROM"));
    }

    [Fact]
    public void The_program_knows_the_verb_and_the_options()
    {
        using var log = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(log) });
        var context = new CommandContext([], log, console, TimeProvider.System, TestContext.Current.CancellationToken);

        var parsed = PredictRoot.Create(context).Parse(_file.EntryPoint[1..]);

        Assert.Empty(parsed.Errors);
        Assert.Equal("serve", parsed.CommandResult.Command.Name);
    }

    [Fact]
    public void The_port_the_folder_and_the_end_are_those_of_the_program()
    {
        var words = _file.EntryPoint;
        var port = words[Array.IndexOf(words, "--port") + 1];

        Assert.Equal([port], _file.Of("EXPOSE"));
        Assert.Contains($"/dev/tcp/127.0.0.1/{port} ", _file.HealthCheck[^1], StringComparison.Ordinal);
        Assert.Equal([words[2]], _file.Of("VOLUME"));
        Assert.Equal(["SIGTERM"], _file.Of("STOPSIGNAL"));
        Assert.Equal(["$APP_UID"], _file.Of("USER")); // a user without rights, which the base image has
    }
}
