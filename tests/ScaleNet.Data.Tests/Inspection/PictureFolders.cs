namespace ScaleNet.Data.Tests.Inspection;

/// <summary>Small data sets on disk.</summary>
internal static class PictureFolders
{
    /// <summary>Puts so many good pictures into each of the classes a and b.</summary>
    public static void Write(string part, int pictures)
    {
        foreach (var (name, shift) in new[] { ("a", 0), ("b", 100) })
        {
            Directory.CreateDirectory(Path.Combine(part, name));
            for (var picture = 0; picture < pictures; picture++)
            {
                File.WriteAllBytes(Path.Combine(part, name, $"{picture:D2}.jpg"), Photographs.Jpeg(40 + picture, 30, shift + picture));
            }
        }
    }
}
