namespace ScaleNet.Architecture.Tests;

/// <summary>Files of <c>Fixtures/</c>, which the build copies beside the tests.</summary>
internal static class FixtureFile
{
    public static string PathOf(params string[] parts) => Path.Combine([AppContext.BaseDirectory, "Fixtures", .. parts]);

    public static string Read(params string[] parts) => File.ReadAllText(PathOf(parts));
}
