using System.Runtime.CompilerServices;

namespace ScaleNet.Architecture.Tests;

/// <summary>Compares a text with the expectation of that name under <c>Expectations/</c>.</summary>
/// <remarks>With SCALENET_UPDATE_GOLDENS=1 the expectation is rewritten instead, to be reviewed as a diff.</remarks>
internal static class Golden
{
    private const string Folder = "Expectations";
    private const string UpdateVariable = "SCALENET_UPDATE_GOLDENS";

    public static void Check(string name, string actual)
    {
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            Update(Path.Combine(ProjectFolder(), Folder, name), actual);
        }
        else
        {
            var file = Path.Combine(AppContext.BaseDirectory, Folder, name);
            Assert.True(File.Exists(file), $"no expectation {name}; {UpdateVariable}=1 writes it");
            Assert.Equal(File.ReadAllText(file), actual);
        }
    }

    private static void Update(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    // The output folder holds copies; what is committed lies beside this file.
    private static string ProjectFolder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
}
