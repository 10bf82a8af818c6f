using System.Globalization;

namespace ScaleNet.Serving.Models;

/// <summary>A model that is to be served.</summary>
/// <param name="Name">What clients call it.</param>
/// <param name="Version">Which one of that name, a positive number.</param>
/// <param name="Path">Its file.</param>
internal sealed record ModelFile(string Name, int Version, string Path)
{
    /// <summary>The version as clients write it.</summary>
    public string VersionText => Version.ToString(CultureInfo.InvariantCulture);
}
