namespace ScaleNet.Serving.Models;

/// <summary>What is said of a model to who asks it: by its name, as where its file is belongs to the server.</summary>
internal static class ModelWords
{
    /// <summary>A message about a model without the file that it begins with.</summary>
    /// <param name="message">The message.</param>
    /// <param name="source">The file, as messages name it.</param>
    public static string WithoutFile(string message, string source) =>
        message.StartsWith(source, StringComparison.Ordinal) ? message[source.Length..].TrimStart(':', ' ') : message;

    /// <summary>A message about a model that begins with the model's name instead of its file.</summary>
    /// <param name="message">The message.</param>
    /// <param name="file">The model.</param>
    public static string ByName(string message, ModelFile file) =>
        message.StartsWith(file.Path, StringComparison.Ordinal) ? $"model '{file.Name}': {WithoutFile(message, file.Path)}" : message;
}
