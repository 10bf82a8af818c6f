using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Data.Detection;

/// <summary>Labels without gaps for categories whose numbers have some: 1 is the category with the lowest id.</summary>
public sealed class CocoClasses
{
    private readonly Dictionary<long, int> _labels;

    /// <summary>The classes of a ground truth.</summary>
    /// <exception cref="DatasetException">It has no categories.</exception>
    public CocoClasses(CocoInstances instances)
    {
        var ordered = instances.Categories.OrderBy(category => category.Id).ToList();
        if (ordered.Count == 0)
        {
            throw new DatasetException($"{instances.Name} $.categories: empty (got none, expected at least one). Add the classes of the objects.");
        }

        Names = [.. ordered.Select(category => category.Name)];
        CategoryIds = [.. ordered.Select(category => category.Id)];
        _labels = ordered.Index().ToDictionary(entry => entry.Item.Id, entry => entry.Index + 1);
    }

    /// <summary>Names in the order of the labels: the first is that of label 1.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Categories' ids in the order of the labels, ascending: the first is that of label 1.</summary>
    public IReadOnlyList<long> CategoryIds { get; }

    /// <summary>How many there are, without the background.</summary>
    public int Count => Names.Count;

    /// <summary>The label, from 1, of a category.</summary>
    /// <exception cref="KeyNotFoundException">There is no such category.</exception>
    public int LabelOf(long categoryId) => _labels[categoryId];

    /// <summary>The category's id of a label from 1.</summary>
    public long CategoryIdOf(int label)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(label, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(label, Count);
        return CategoryIds[label - 1];
    }
}
