using System.Text;

namespace ScaleNet.Architecture.Weights;

/// <summary>The container since PyTorch 1.6: a zip archive with <c>NAME/data.pkl</c> and <c>NAME/data/KEY</c>.</summary>
internal static class TorchZipContainer
{
    private const string PickleName = "data.pkl";
    private const string ByteOrderName = "byteorder";
    private const string LittleEndian = "little";

    /// <summary>Opens the archive and runs its pickle.</summary>
    public static TorchContent Open(WeightSource source, ByteBudget budget)
    {
        var zip = new ZipContents(source, budget);
        var folder = Folder(source, zip);
        RequireLittleEndian(source, zip, folder);
        var pickle = zip.Read(zip.Entries[folder + PickleName]);

        // A source of its own: positions in messages then are those inside the pickle.
        using var pickleSource = new WeightSource(source.Name, new MemoryStream(pickle));
        var input = new PickleInput(pickleSource, $"the pickle {PickleName}", 0, pickle.Length);
        var root = PickleMachine.Run(input, new TorchStorageTable());
        return new TorchContent(root, storage => ReadStorage(source, zip, folder, storage));
    }

    // Every name inside begins with the same folder; what it is called depends on the file name at saving.
    private static string Folder(WeightSource source, ZipContents zip)
    {
        var folders = zip.Entries.Keys
            .Where(name => name.EndsWith("/" + PickleName, StringComparison.Ordinal)
                && name.IndexOf('/', StringComparison.Ordinal) == name.Length - PickleName.Length - 1)
            .Select(name => name[..^PickleName.Length])
            .ToList();
        return folders.Count == 1
            ? folders[0]
            : throw source.Error(
                $"the zip archive has {folders.Count} files NAME/{PickleName} (expected one)", "Is this a PyTorch file?");
    }

    private static void RequireLittleEndian(WeightSource source, ZipContents zip, string folder)
    {
        // Absent before PyTorch 2.1, when files were little-endian only.
        if (!zip.Entries.TryGetValue(folder + ByteOrderName, out var entry))
        {
            return;
        }

        var order = Encoding.UTF8.GetString(zip.Read(entry));
        if (order != LittleEndian)
        {
            throw source.Error(
                $"the byte order is {Quoted.Text(order)} (expected '{LittleEndian}')",
                "Save the file on a little-endian machine.");
        }
    }

    private static byte[] ReadStorage(WeightSource source, ZipContents zip, string folder, TorchStorage storage)
    {
        if (!zip.Entries.TryGetValue($"{folder}data/{storage.Key}", out var entry))
        {
            throw source.Damaged($"the zip archive has no storage {Quoted.Text(storage.Key)}");
        }

        if (entry.Bytes != storage.ByteCount)
        {
            throw source.Damaged(
                $"storage {Quoted.Text(storage.Key)} has {entry.Bytes} bytes, but {storage.Count} elements of "
                    + $"{storage.Element} need {storage.ByteCount}");
        }

        return zip.Read(entry);
    }
}
