using System.Collections.Immutable;
using System.Globalization;
using ScaleNet.Serving.Http;

namespace ScaleNet.Serving.Models;

/// <summary>The models that are served. Readers see one state or the next, never one between.</summary>
/// <remarks>A request that names no version gets the highest one.</remarks>
internal sealed class ModelCatalog
{
    private ImmutableArray<ModelSlot> _slots = [];

    /// <summary>All models, in the order of the arguments.</summary>
    public IReadOnlyList<ModelSlot> Slots => _slots;

    /// <summary>Makes these the models.</summary>
    public void Set(IEnumerable<ModelSlot> slots) => ImmutableInterlocked.InterlockedExchange(ref _slots, [.. slots]);

    /// <summary>Versions of a name, rising.</summary>
    /// <exception cref="RequestProblem">There is no model of that name.</exception>
    public IReadOnlyList<ModelSlot> Versions(string name)
    {
        ModelSlot[] versions = [.. _slots.Where(slot => slot.File.Name == name).OrderBy(slot => slot.File.Version)];
        return versions.Length > 0
            ? versions
            : throw RequestProblem.NotFound(
                $"model '{name}': not served here (served: {string.Join(", ", _slots.Select(slot => slot.File.Name).Distinct())}). Ask for another.");
    }

    /// <summary>The model of a name and a version.</summary>
    /// <param name="name">The name; null for the first model.</param>
    /// <param name="version">The version; null for the highest.</param>
    /// <exception cref="RequestProblem">There is none.</exception>
    public ModelSlot Find(string? name, string? version)
    {
        var versions = Versions(name ?? (_slots is [var first, ..] ? first.File.Name : ""));
        if (version is null)
        {
            return versions[^1];
        }

        var isNumber = int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return versions.FirstOrDefault(slot => isNumber && slot.File.Version == number)
            ?? throw RequestProblem.NotFound(
                $"model '{versions[0].File.Name}': has no version '{version}' (served: {string.Join(", ", versions.Select(slot => slot.Version))}). "
                + "Ask for another.");
    }

    /// <summary>Uses a model.</summary>
    /// <exception cref="RequestProblem">It is not there any more.</exception>
    public static ModelLease Enter(ModelSlot slot) =>
        slot.Enter() ?? throw RequestProblem.NotFound($"model '{slot.File.Name}': version {slot.Version} was taken away. Ask for another.");
}
