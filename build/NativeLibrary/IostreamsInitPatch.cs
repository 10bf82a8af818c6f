#nullable enable
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

// One file, because MSBuild's RoslynCodeTaskFactory compiles exactly one (for netstandard2.0).
namespace ScaleNet.Build.NativeLibrary;

/// <summary>What <see cref="IostreamsInitPatch"/> found in a file, and so did with it.</summary>
public enum PatchOutcome
{
    /// <summary>The three edits were made.</summary>
    Patched,

    /// <summary>The three edits had been made before.</summary>
    AlreadyPatched,

    /// <summary>A shared library that does not use the symbol.</summary>
    NotNeeded,

    /// <summary>Not a file that the edits are known to suit.</summary>
    Unknown,
}

/// <summary>The outcome of a patch and the reason for it, in words.</summary>
public sealed class PatchResult
{
    internal PatchResult(PatchOutcome outcome, string reason)
    {
        Outcome = outcome;
        Reason = reason;
    }

    /// <summary>What was done.</summary>
    public PatchOutcome Outcome { get; }

    /// <summary>Why, in words for the build's log.</summary>
    public string Reason { get; }
}

/// <summary>Makes a shared library that GCC 13 or later linked loadable with the libstdc++ of GCC 12 and earlier.</summary>
/// <remarks>
/// GCC 13 starts the iostreams by <c>std::ios_base_library_init()</c>, version GLIBCXX_3.4.32; every libstdc++ does the
/// same in <c>std::ios_base::Init::Init()</c>, version GLIBCXX_3.4, which ignores its <c>this</c>. So the import is
/// renamed and given the old version, and the new version, then used by no symbol, is marked weak: the loader passes
/// over it where it is absent.
/// </remarks>
public static class IostreamsInitPatch
{
    private const string OldSymbol = "_ZSt21ios_base_library_initv";
    private const string NewSymbol = "_ZNSt8ios_base4InitC1Ev";
    private const string OldVersion = "GLIBCXX_3.4.32";
    private const string NewVersion = "GLIBCXX_3.4";

    /// <summary>Edits <paramref name="image"/> in place, and only if it is what the edits are known to suit.</summary>
    public static PatchResult Apply(byte[] image)
    {
        try
        {
            var elf = new ElfImports(image);
            int symbol = elf.FindUndefinedSymbol(OldSymbol);
            return symbol < 0 ? ExplainAbsence(elf) : Edit(elf, symbol);
        }
        catch (InvalidDataException problem)
        {
            return new PatchResult(PatchOutcome.Unknown, problem.Message);
        }
    }

    private static PatchResult ExplainAbsence(ElfImports elf)
    {
        bool isPatched = elf.FindUndefinedSymbol(NewSymbol) >= 0
            && elf.FindNeededVersion(OldVersion) is long version && elf.IsWeak(version);
        return isPatched
            ? new PatchResult(PatchOutcome.AlreadyPatched, $"{OldSymbol} is {NewSymbol} already")
            : new PatchResult(PatchOutcome.NotNeeded, $"it does not use {OldSymbol}");
    }

    private static PatchResult Edit(ElfImports elf, int symbol)
    {
        long oldVersion = RequireVersion(elf, OldVersion);
        long newVersion = RequireVersion(elf, NewVersion);
        if (!elf.IsOnlyUserOf(oldVersion, symbol))
        {
            throw new InvalidDataException($"{OldSymbol} is not the only symbol of {OldVersion}");
        }

        elf.RequireUnsharedName(symbol, OldSymbol.Length);

        elf.Rename(symbol, NewSymbol, OldSymbol.Length);
        elf.SetVersion(symbol, newVersion);
        elf.MarkWeak(oldVersion);
        return new PatchResult(PatchOutcome.Patched, $"{OldSymbol} is now {NewSymbol}, {OldVersion} is weak");
    }

    private static long RequireVersion(ElfImports elf, string name) =>
        elf.FindNeededVersion(name) ?? throw new InvalidDataException($"it needs no {name}");
}

/// <summary>The imports of an ELF64 x86-64 image: dynamic symbols, their versions, and the versions needed.</summary>
/// <remarks>Field offsets are those of the System V ABI and of the Linux Standard Base's "Symbol Versioning".</remarks>
internal sealed class ElfImports
{
    private const uint StringTable = 3;
    private const uint DynamicSymbols = 11;
    private const uint VersionNeeds = 0x6ffffffe;
    private const uint VersionIndices = 0x6fffffff;
    private const int SectionHeaderSize = 64;
    private const int SymbolSize = 24;
    private const int VersionEntrySize = 16;
    private const ushort WeakFlag = 2;
    private const ushort HiddenBit = 0x8000;

    private readonly byte[] _image;
    private readonly Section _symbols;
    private readonly Section _names;
    private readonly Section _versions;
    private readonly Section _needs;
    private readonly int _symbolCount;

    public ElfImports(byte[] image)
    {
        _image = image;
        RequireX64SharedLibrary();
        _symbols = FindSection(DynamicSymbols);
        _versions = FindSection(VersionIndices);
        _needs = FindSection(VersionNeeds);
        _names = ReadSection(_symbols.Link);
        _symbolCount = (int)(_symbols.Size / SymbolSize);
        Require(_names.Type == StringTable, "the names of its symbols are no string table");
        Require(_needs.Link == _symbols.Link, "versions and symbols have different string tables");
        Require(_versions.Size / 2 == _symbolCount, "versions and symbols differ in number");
        Require(_needs.Info <= _needs.Size / VersionEntrySize, "it names more libraries than it has room for");
    }

    /// <summary>The index of an undefined symbol, or -1.</summary>
    public int FindUndefinedSymbol(string name)
    {
        for (int symbol = 1; symbol < _symbolCount; symbol++)
        {
            bool isUndefined = Read(_symbols.Offset + ((long)symbol * SymbolSize) + 6, 2) == 0;
            if (isUndefined && HasName(NameOf(symbol), name))
            {
                return symbol;
            }
        }

        return -1;
    }

    /// <summary>The file offset of the entry (vernaux) of a version needed, or null.</summary>
    public long? FindNeededVersion(string name)
    {
        foreach (long entry in NeededVersions())
        {
            if (HasName(Read(entry + 8, 4), name))
            {
                return entry;
            }
        }

        return null;
    }

    public bool IsWeak(long version) => (Read(version + 4, 2) & WeakFlag) != 0;

    /// <summary>The version's hash stays: it is the hash of the version's name, which stays too.</summary>
    public void MarkWeak(long version) => Write(version + 4, (ushort)(Read(version + 4, 2) | WeakFlag));

    public void SetVersion(int symbol, long version) => Write(_versions.Offset + (2L * symbol), (ushort)IndexOf(version));

    public bool IsOnlyUserOf(long version, int symbol)
    {
        uint index = IndexOf(version);
        for (int other = 0; other < _symbolCount; other++)
        {
            bool uses = (Read(_versions.Offset + (2L * other), 2) & ~(uint)HiddenBit) == index;
            if (uses != (other == symbol))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Linkers let a name share the tail of a longer one: then a rename would rename both.</summary>
    public void RequireUnsharedName(int symbol, int length)
    {
        long start = NameOf(symbol);
        for (int other = 1; other < _symbolCount; other++)
        {
            long name = NameOf(other);
            Require(other == symbol || name < start || name > start + length, "a symbol shares the name to be changed");
        }

        foreach (long entry in NeededVersions())
        {
            long name = Read(entry + 8, 4);
            Require(name < start || name > start + length, "a version shares the name to be changed");
        }
    }

    /// <summary>Writes a shorter name in place. The symbol is undefined, so no hash table of the file holds it.</summary>
    public void Rename(int symbol, string name, int oldLength)
    {
        int start = (int)(_names.Offset + NameOf(symbol));
        Array.Clear(_image, start, oldLength);
        Encoding.ASCII.GetBytes(name, 0, name.Length, _image, start);
    }

    private IEnumerable<long> NeededVersions()
    {
        long library = _needs.Offset;
        for (uint remaining = _needs.Info; remaining > 0; remaining--)
        {
            long entry = library + Read(library + 8, 4);
            for (uint count = Read(library + 2, 2); count > 0; count--)
            {
                Require(entry + VersionEntrySize <= _needs.Offset + _needs.Size, "a needed version lies outside its section");
                yield return entry;
                entry += Read(entry + 12, 4);
            }

            library += Read(library + 12, 4);
        }
    }

    private uint NameOf(int symbol) => Read(_symbols.Offset + ((long)symbol * SymbolSize), 4);

    private uint IndexOf(long version) => Read(version + 6, 2);

    private bool HasName(uint offset, string name)
    {
        Require(offset < _names.Size, "a name lies outside its string table");
        if (offset + name.Length >= _names.Size || _image[_names.Offset + offset + name.Length] != 0)
        {
            return false;
        }

        return Encoding.ASCII.GetString(_image, (int)(_names.Offset + offset), name.Length) == name;
    }

    private void RequireX64SharedLibrary()
    {
        const uint Magic = 0x464c457f, Class64LittleEndian = 0x0102, SharedObject = 3, X64 = 62;
        Require(Read(0, 4) == Magic, "it is not an ELF file");
        Require(Read(4, 2) == Class64LittleEndian, "it is not a 64-bit little-endian ELF file");
        Require(Read(16, 2) == SharedObject && Read(18, 2) == X64, "it is not an x86-64 shared library");
        Require(Read(58, 2) == SectionHeaderSize, "its section headers have an unknown size");
        long headersEnd = ReadOffset(40) + ((long)Read(60, 2) * SectionHeaderSize);
        Require(headersEnd <= _image.Length, "it is cut short");
    }

    private Section FindSection(uint type)
    {
        uint count = Read(60, 2);
        for (uint index = 0; index < count; index++)
        {
            Section section = ReadSection(index);
            if (section.Type == type)
            {
                return section;
            }
        }

        throw new InvalidDataException($"it has no section of type 0x{type:x}");
    }

    private Section ReadSection(uint index)
    {
        const uint NoBits = 8;
        Require(index < Read(60, 2), $"it has no section {index}");
        long header = ReadOffset(40) + ((long)index * SectionHeaderSize);
        var section = new Section(
            Type: Read(header + 4, 4), Offset: ReadOffset(header + 24), Size: ReadOffset(header + 32),
            Link: Read(header + 40, 4), Info: Read(header + 44, 4));
        bool isInside = section.Type == NoBits || section.Offset <= _image.Length - section.Size;
        Require(isInside, $"section {index} lies outside the file");
        return section;
    }

    private uint Read(long offset, int size)
    {
        Require(offset >= 0 && offset <= _image.Length - size, "it is cut short");
        return size == 2 ? BitConverter.ToUInt16(_image, (int)offset) : BitConverter.ToUInt32(_image, (int)offset);
    }

    /// <summary>A 64-bit field that must be an offset or a size within a file that fits an array.</summary>
    private long ReadOffset(long offset)
    {
        Require(Read(offset + 4, 4) == 0, "a section lies outside the file");
        return Read(offset, 4);
    }

    private void Write(long offset, ushort value)
    {
        _image[offset] = (byte)value;
        _image[offset + 1] = (byte)(value >> 8);
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw new InvalidDataException(problem);
        }
    }

    // Not read-only: that would need a type that netstandard2.0 lacks.
    private record struct Section(uint Type, long Offset, long Size, uint Link, uint Info);
}

/// <summary>The MSBuild task: applies <see cref="IostreamsInitPatch"/> to files of an output folder.</summary>
public sealed class PatchIostreamsInit : Task
{
    /// <summary>The shared libraries to look at.</summary>
    [Required]
    public ITaskItem[] Files { get; set; } = Array.Empty<ITaskItem>();

    /// <inheritdoc />
    public override bool Execute()
    {
        foreach (ITaskItem file in Files)
        {
            string path = file.GetMetadata("FullPath");
            byte[] image = File.ReadAllBytes(path);
            PatchResult result = IostreamsInitPatch.Apply(image);
            if (result.Outcome == PatchOutcome.Patched)
            {
                Replace(path, image);
            }

            Log.LogMessage(MessageImportance.Normal, "{0}: {1}: {2}", path, result.Outcome, result.Reason);
        }

        return true;
    }

    /// <remarks>
    /// Never writes through: the file may be a hard link to the package cache. Keeps its time, or the next build would
    /// copy again.
    /// </remarks>
    private static void Replace(string path, byte[] image)
    {
        string temporary = path + ".patching";
        File.WriteAllBytes(temporary, image);
        File.SetLastWriteTimeUtc(temporary, File.GetLastWriteTimeUtc(path));
        File.Replace(temporary, path, destinationBackupFileName: null);
    }
}
