using System.Globalization;
using System.Text.Json;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Evaluation.Coco;

/// <summary>Reads a file in COCO's layout; what is wrong becomes an error that names the item and its field.</summary>
internal sealed class CocoDocument(Stream stream, string name)
{
    private const int MostShown = 40; // characters of what stands in the place of a value

    private readonly JsonTokens _tokens = new(stream);
    private string _list = "$";
    private int _index = -1;
    private string? _field;

    private string Where => $"{name} {_list}{(_index < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"[{_index}]"))}"
        + (_field is null ? "" : $".{_field}");

    /// <summary>Reads the whole document by what reads its root.</summary>
    /// <param name="root">The token that it must begin with.</param>
    /// <param name="expected">What it should be, for the message.</param>
    /// <param name="read">Reads the root, whose first token is read.</param>
    public void Read(JsonTokenType root, string expected, Action read)
    {
        Next();
        Require(root, expected);
        read();
        while (Next())
        {
        }
    }

    /// <summary>Goes to the next field of the object; false at its end.</summary>
    public bool NextField()
    {
        _field = null;
        Next();
        return _tokens.Type == JsonTokenType.PropertyName;
    }

    /// <summary>Whether the field has this name.</summary>
    public bool Is(ReadOnlySpan<byte> field) => _tokens.Is(field);

    /// <summary>Reads a field that is a list of objects.</summary>
    public List<T> FieldList<T>(string path, Func<T> readItem)
    {
        Next();
        _list = path;
        Require(JsonTokenType.StartArray, "a list");
        var items = List(path, readItem);
        _list = "$";
        return items;
    }

    /// <summary>Reads a list of objects whose first token is read.</summary>
    public List<T> List<T>(string path, Func<T> readItem)
    {
        var items = new List<T>();
        _list = path;
        for (_index = 0; Next() && _tokens.Type != JsonTokenType.EndArray; _index++)
        {
            Require(JsonTokenType.StartObject, "an object");
            items.Add(readItem());
        }

        _index = -1;
        return items;
    }

    /// <summary>Passes over a field.</summary>
    public void Skip()
    {
        var depth = 0;
        do
        {
            Next();
            depth += _tokens.Type switch
            {
                JsonTokenType.StartArray or JsonTokenType.StartObject => 1,
                JsonTokenType.EndArray or JsonTokenType.EndObject => -1,
                _ => 0,
            };
        }
        while (depth > 0);
    }

    public long Whole(string field)
    {
        Begin(field);
        return _tokens.Type == JsonTokenType.Number && _tokens.TryWhole(out var value) ? value : throw Unexpected("a whole number");
    }

    /// <summary>A side of an image in px.</summary>
    public int Side(string field) => Whole(field) is var side and > 0 and <= int.MaxValue ? (int)side : throw Unexpected("a number of pixels");

    public double Number(string field)
    {
        Begin(field);
        return NumberHere("a number");
    }

    public string Text(string field)
    {
        Begin(field);
        Require(JsonTokenType.String, "a text");
        return _tokens.Text();
    }

    /// <summary>0 or 1, or false or true.</summary>
    public bool Flag(string field)
    {
        Begin(field);
        return _tokens.Type switch
        {
            JsonTokenType.False => false,
            JsonTokenType.True => true,
            JsonTokenType.Number when _tokens.TryWhole(out var value) && value is 0 or 1 => value == 1,
            _ => throw Unexpected("0 or 1"),
        };
    }

    /// <summary>[x, y, width, height].</summary>
    public BoxXywh Box(string field)
    {
        const string Four = "four numbers: x, y, width, height";
        Begin(field);
        Require(JsonTokenType.StartArray, Four);
        var box = new BoxXywh(Coordinate(), Coordinate(), Coordinate(), Coordinate());
        Next();
        Require(JsonTokenType.EndArray, Four);
        return box;

        double Coordinate()
        {
            Next();
            return NumberHere(Four);
        }
    }

    /// <summary>The value of a field that must be there.</summary>
    public T Required<T>(T? value, string field)
        where T : struct => value ?? throw Missing(field);

    /// <inheritdoc cref="Required{T}(T?, string)"/>
    public T Required<T>(T? value, string field)
        where T : class => value ?? throw Missing(field);

    private CocoException Missing(string field)
    {
        _field = null;
        return new CocoException($"{Where}: a field is missing (got no '{field}', expected one). Is it a file in COCO's layout?");
    }

    private void Begin(string field)
    {
        _field = field;
        Next();
    }

    private double NumberHere(string expected) =>
        _tokens.Type == JsonTokenType.Number && _tokens.TryNumber(out var value) ? value : throw Unexpected(expected);

    private void Require(JsonTokenType type, string expected)
    {
        if (_tokens.Type != type)
        {
            throw Unexpected(expected);
        }
    }

    private CocoException Unexpected(string expected)
    {
        var got = _tokens.Type switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "a list",
            JsonTokenType.EndArray => "the end of a list",
            JsonTokenType.String => $"\"{Shown(_tokens.Text())}\"",
            _ => Shown(_tokens.Text()),
        };
        return new CocoException($"{Where}: not as COCO has it (got {got}, expected {expected}). Mend the file, or give another.");
    }

    private static string Shown(string text) => text.Length <= MostShown ? text : text[..MostShown] + "...";

    private bool Next()
    {
        try
        {
            return _tokens.Read();
        }
        catch (JsonException error)
        {
            var (line, position) = (error.LineNumber + 1, error.BytePositionInLine + 1);
            var what = error.Message.Split(" LineNumber:")[0].TrimEnd('.');
            throw new CocoException(
                string.Create(CultureInfo.InvariantCulture, $"{Where}: no JSON (got {what} in line {line}, byte {position}; NaN and Infinity are none). ")
                + "Mend the file, or give another.",
                error);
        }
    }
}
