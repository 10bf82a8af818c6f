using System.Globalization;
using System.Text;
using System.Xml;

namespace ScaleNet.Reporting.Markup;

/// <summary>Writes escaped markup that is well-formed XML and valid HTML5 at once.</summary>
/// <remarks>
/// An XML writer below makes unescaped text impossible. Elements always get an end tag, because HTML knows no
/// self-closing ones; only <see cref="Void"/> and the SVG shapes are written without.
/// </remarks>
internal sealed class MarkupWriter : IDisposable
{
    private const char Replacement = '\uFFFD';

    private readonly StringBuilder _text = new();
    private readonly XmlWriter _xml;

    public MarkupWriter() => _xml = XmlWriter.Create(_text, new XmlWriterSettings
    {
        OmitXmlDeclaration = true,
        ConformanceLevel = ConformanceLevel.Fragment,
        Indent = true,
        NewLineChars = "\n",
    });

    /// <summary>The namespace of the elements that follow; empty inside HTML.</summary>
    public string Namespace { get; set; } = "";

    /// <summary>A number as markup has it: at most two decimals, a point whatever the culture.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The markup written so far.</summary>
    public override string ToString()
    {
        _xml.Flush();
        return _text.ToString();
    }

    /// <summary>Opens an element; <see cref="End"/> closes it.</summary>
    public void Start(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _xml.WriteStartElement(null, name, Namespace);
        foreach (var (attribute, value) in attributes)
        {
            _xml.WriteAttributeString(attribute, Clean(value));
        }
    }

    public void End() => _xml.WriteFullEndElement();

    /// <summary>An element that holds text only.</summary>
    public void Element(string name, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(name, attributes);
        Text(text);
        End();
    }

    /// <summary>An element that can hold nothing.</summary>
    public void Void(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(name, attributes);
        _xml.WriteEndElement();
    }

    public void Text(string text) => _xml.WriteString(Clean(text));

    /// <summary>Text that is our own and must not be escaped, such as a style sheet.</summary>
    public void Trusted(string markup) => _xml.WriteRaw(markup);

    public void Dispose() => _xml.Dispose();

    // Names come from users; a control character in one would make the whole document unreadable.
    private static string Clean(string text)
    {
        var cleaned = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                cleaned.Append(text[i]).Append(text[++i]);
            }
            else
            {
                cleaned.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : Replacement);
            }
        }

        return cleaned.ToString();
    }
}
