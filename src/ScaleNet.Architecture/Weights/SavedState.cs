using System.Globalization;

namespace ScaleNet.Architecture.Weights;

/// <summary>Finds the dictionary of tensors inside a saved checkpoint.</summary>
/// <param name="Tensors">Key to view in file order, without a <c>module.</c> prefix that all keys have.</param>
/// <param name="Scalars">Plain numbers and strings that stand beside the dictionary.</param>
internal sealed record SavedState(
    IReadOnlyList<KeyValuePair<string, TorchTensorView>> Tensors, IReadOnlyDictionary<string, string> Scalars)
{
    private const string SaveState = "Save model.state_dict().";

    // Most specific name first; averaged weights only where there are no others.
    private static readonly string[] PreferredKeys = ["state_dict", "model_state_dict", "model", "state_dict_ema"];

    /// <summary>Finds the dictionary under <paramref name="stateKey"/>, or by itself where that is null.</summary>
    public static SavedState Find(WeightSource source, object? root, string? stateKey)
    {
        if (root is not PickleDictionary outer)
        {
            throw source.Error(
                $"the file holds a {PickleValue.KindOf(root)} (expected a dictionary of tensors)", SaveState);
        }

        var state = stateKey is null ? Guess(source, outer) : Named(source, outer, stateKey);
        var scalars = ReferenceEquals(state, outer) ? NoScalars() : ScalarsOf(outer);
        return new SavedState(WithoutPrefix(Views(source, state)), scalars);
    }

    private static PickleDictionary Guess(WeightSource source, PickleDictionary outer)
    {
        if (outer.Items.Any(item => item.Value is TorchTensorView))
        {
            return outer;
        }

        foreach (var key in PreferredKeys)
        {
            if (outer.TryGet(key, out var value) && value is PickleDictionary state)
            {
                return state;
            }
        }

        throw source.Error(
            $"no tensors found, neither at the top nor under {string.Join(", ", PreferredKeys)} (keys: {Keys(outer)})",
            "Name the key that holds the state dictionary.");
    }

    private static PickleDictionary Named(WeightSource source, PickleDictionary outer, string stateKey) =>
        outer.TryGet(stateKey, out var value) && value is PickleDictionary state
            ? state
            : throw source.Error(
                $"there is no dictionary under {Quoted.Text(stateKey)} (keys: {Keys(outer)})", "Name one of these.");

    private static List<KeyValuePair<string, TorchTensorView>> Views(WeightSource source, PickleDictionary state)
    {
        var views = new List<KeyValuePair<string, TorchTensorView>>(state.Count);
        foreach (var (key, value) in state.Items)
        {
            if (key is not string name)
            {
                throw source.Error(
                    $"the state dictionary has a key of type {PickleValue.KindOf(key)} (expected str)", SaveState);
            }

            if (value is not TorchTensorView view)
            {
                throw source.Error(
                    $"{Quoted.Text(name)} has type {PickleValue.KindOf(value)} (expected a tensor)", SaveState);
            }

            views.Add(KeyValuePair.Create(name, view));
        }

        return views.Count > 0 ? views : throw source.Error("the state dictionary is empty", SaveState);
    }

    private static List<KeyValuePair<string, TorchTensorView>> WithoutPrefix(
        List<KeyValuePair<string, TorchTensorView>> views) =>
        views.TrueForAll(view => view.Key.StartsWith(ParallelKeys.Prefix, StringComparison.Ordinal))
            ? views.ConvertAll(view => KeyValuePair.Create(view.Key[ParallelKeys.Prefix.Length..], view.Value))
            : views;

    private static Dictionary<string, string> NoScalars() => new(StringComparer.Ordinal);

    private static Dictionary<string, string> ScalarsOf(PickleDictionary outer)
    {
        var scalars = NoScalars();
        foreach (var (key, value) in outer.Items)
        {
            if (key is string name && value is string or long or double or bool)
            {
                scalars[name] = Convert.ToString(value, CultureInfo.InvariantCulture)!;
            }
        }

        return scalars;
    }

    private static string Keys(PickleDictionary dictionary)
    {
        const int Listed = 10;
        var keys = dictionary.Items.Take(Listed)
            .Select(item => Quoted.Bare(Convert.ToString(item.Key, CultureInfo.InvariantCulture)!));
        var more = dictionary.Count > Listed ? $" and {dictionary.Count - Listed} more" : "";
        return string.Join(", ", keys) + more;
    }
}
