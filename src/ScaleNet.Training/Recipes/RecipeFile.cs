using System.Text.Json;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Training.Recipes;

/// <summary>Recipes by name or from files, strictly: an unknown, doubled or missing property is an error.</summary>
public static class RecipeFile
{
    private const string Folder = "recipes/";

    private static readonly Lazy<IReadOnlyList<TrainingRecipe>> Embedded = new(LoadEmbedded);

    /// <summary>The recipes that come with the library, the files of <c>recipes/</c>, sorted by name.</summary>
    public static IReadOnlyList<TrainingRecipe> BuiltIn => Embedded.Value;

    /// <summary>A built-in recipe by its name, or else the recipe in a file.</summary>
    /// <exception cref="SpecException">
    /// No such name and no such file (the message gives the nearest name), or not a valid recipe (it lists every problem).
    /// </exception>
    public static TrainingRecipe Load(string nameOrPath)
    {
        if (BuiltIn.FirstOrDefault(recipe => recipe.Name == nameOrPath) is { } known)
        {
            return known;
        }

        try
        {
            return Read(File.ReadAllText(nameOrPath), nameOrPath);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var nearest = NearestName.To(nameOrPath, BuiltIn.Select(recipe => recipe.Name));
            throw new SpecException(
                $"recipe '{nameOrPath}': neither a built-in recipe nor a readable file. Did you mean '{nearest}'?", error);
        }
    }

    /// <summary>A validated recipe.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">What to call the text in errors: a path.</param>
    /// <exception cref="SpecException">Not JSON, not a recipe, or not a valid one; the message lists every problem.</exception>
    public static TrainingRecipe Read(string json, string source)
    {
        TrainingRecipe? recipe;
        try
        {
            recipe = JsonSerializer.Deserialize<TrainingRecipe>(json, SpecJson.StrictOptions);
        }
        catch (JsonException error)
        {
            // The library leaves the path out of its messages about unknown, doubled and missing properties.
            var line = error.Message.ReplaceLineEndings(" ");
            var path = line.Contains(" Path: ", StringComparison.Ordinal) || error.Path is null ? "" : $" Path: {error.Path}.";
            throw new SpecException($"{source}: is not a training recipe: {line}{path}", error);
        }

        Validate(recipe ?? throw new SpecException($"{source}: is null, expected a training recipe"), source);
        return recipe;
    }

    /// <summary>The recipe as JSON, complete.</summary>
    public static string Write(TrainingRecipe recipe) => JsonSerializer.Serialize(recipe, SpecJson.StrictOptions) + "\n";

    /// <summary>Checks a recipe that was changed after it was read.</summary>
    /// <exception cref="SpecException">Not valid; the message lists every problem with its JSON path.</exception>
    public static void Validate(TrainingRecipe recipe, string source) => RecipeValidator.Require(recipe, source);

    private static TrainingRecipe[] LoadEmbedded() =>
    [
        .. typeof(RecipeFile).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(Text(name), name)),
    ];

    private static string Text(string resource)
    {
        using var stream = typeof(RecipeFile).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly lacks {resource}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
