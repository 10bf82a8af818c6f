using ScaleNet.Modeling.Backend;
using TorchSharp;

namespace ScaleNet.Modeling.Tests.Backend;

/// <summary>A process has one libtorch, so a test that needs another one runs itself again in a child process.</summary>
public sealed class NativeBackendTests
{
    private const string OwnFolder = "runtimes/linux-x64/native";

    // at::hardsigmoid_, which TorchSharp calls and this program does not: without a check nobody would notice.
    private const string MissingFunction = "_ZN2at4_ops12hardsigmoid_4callERNS_6TensorE";

    [Fact]
    public void Without_the_variable_nothing_happens()
    {
        Assert.SkipWhen(TestProcess.Variable(NativeBackend.EnvironmentVariable) is not null, "The variable is set.");

        NativeBackend.Initialize();
        NativeBackend.Initialize();
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void The_named_libtorch_is_used_instead_of_the_own_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The variable is for Linux.");
        if (TestProcess.IsChild)
        {
            AssertNamedLibtorchIsUsed();
            return;
        }

        // Copies, not links: the loader takes two links for one file.
        using var copy = new TemporaryFolder();
        copy.TakeLibraries(Path.Combine(AppContext.BaseDirectory, OwnFolder));

        TestProcess.RunAgain(typeof(NativeBackendTests), NativeBackend.EnvironmentVariable, copy.Path);
    }

    [Fact]
    public void A_folder_without_libtorch_is_reported_in_one_line()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The variable is for Linux.");
        if (TestProcess.IsChild)
        {
            var problem = Assert.Throws<NativeBackendException>(NativeBackend.Initialize);
            Assert.Contains("libc10.so", problem.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', problem.Message);
            return;
        }

        using var empty = new TemporaryFolder();

        TestProcess.RunAgain(typeof(NativeBackendTests), NativeBackend.EnvironmentVariable, empty.Path);
    }

    [Fact]
    public void A_libtorch_that_does_not_load_is_reported_in_one_line()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The variable is for Linux.");
        if (TestProcess.IsChild)
        {
            var problem = Assert.Throws<NativeBackendException>(NativeBackend.Initialize);
            Assert.Contains("file too short", problem.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', problem.Message);
            return;
        }

        using var broken = new TemporaryFolder();
        string[] libraries = ["libc10.so", "libtorch_cpu.so", "libtorch.so"];
        Array.ForEach(libraries, name => File.WriteAllBytes(Path.Combine(broken.Path, name), []));

        TestProcess.RunAgain(typeof(NativeBackendTests), NativeBackend.EnvironmentVariable, broken.Path);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void A_libtorch_that_lacks_a_function_is_reported_in_one_line()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The variable is for Linux.");
        if (TestProcess.IsChild)
        {
            var problem = Assert.Throws<NativeBackendException>(NativeBackend.Initialize);
            Assert.Contains("needs libtorch 2.10: ", problem.Message, StringComparison.Ordinal);
            Assert.Contains(MissingFunction, problem.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', problem.Message);
            return;
        }

        using var other = new TemporaryFolder();
        other.TakeLibraries(Path.Combine(AppContext.BaseDirectory, OwnFolder));
        Rename(Path.Combine(other.Path, "libtorch_cpu.so"), MissingFunction);

        TestProcess.RunAgain(typeof(NativeBackendTests), NativeBackend.EnvironmentVariable, other.Path);
    }

    // As in a libtorch of another version: the function has another name. The loader finds symbols by hash, then compares names.
    private static void Rename(string library, string function)
    {
        var name = System.Text.Encoding.ASCII.GetBytes($"\0{function}\0");
        var content = File.ReadAllBytes(library);
        var places = new List<int>(); // one in the table of the loader, others in those of debuggers
        for (var from = 0; content.AsSpan(from).IndexOf(name) is var found and >= 0; from += found + name.Length)
        {
            places.Add(from + found + 1);
        }

        using var file = File.OpenWrite(library);
        foreach (var place in places)
        {
            file.Position = place;
            file.WriteByte((byte)'#');
        }

        Assert.NotEmpty(places);
    }

    private static void AssertNamedLibtorchIsUsed()
    {
        NativeBackend.Initialize();

        using torch.Tensor sum = torch.ones(2, 3).sum();
        Assert.Equal(6f, sum.item<float>());
        string folder = TestProcess.Variable(NativeBackend.EnvironmentVariable)!;
        Assert.Equal([Path.Combine(folder, "libtorch_cpu.so")], TestProcess.MappedFiles("libtorch_cpu.so"));
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("scalenet-libtorch-").FullName;

        public void TakeLibraries(string source)
        {
            IEnumerable<string> files = Directory.EnumerateFiles(source, "lib*.so*")
                .Where(file => !file.EndsWith("Sharp.so", StringComparison.Ordinal));
            foreach (string file in files)
            {
                File.Copy(file, System.IO.Path.Combine(Path, System.IO.Path.GetFileName(file)));
            }
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
