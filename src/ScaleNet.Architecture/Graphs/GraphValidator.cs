using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Graphs;

/// <summary>The structural rules that every graph keeps.</summary>
internal static class GraphValidator
{
    public static void Validate(Graph graph)
    {
        if (graph.Nodes.IsEmpty || graph.Nodes[0].Op is not InputOp)
        {
            throw new GraphException($"{graph.Name}: the first node must be the input");
        }

        CheckNodes(graph);
        CheckPaths(graph);
        CheckOutputs(graph);
    }

    private static void CheckNodes(Graph graph)
    {
        var channels = new int[graph.Nodes.Length];
        for (var index = 0; index < graph.Nodes.Length; index++)
        {
            var node = graph.Nodes[index];
            if (node.Index != index)
            {
                throw Error(graph, node, $"has index {node.Index}, stands at {index}");
            }

            if (index > 0 && node.Op is InputOp)
            {
                throw Error(graph, node, "is a second input");
            }

            channels[index] = Channels(graph, node, channels);
        }
    }

    private static int Channels(Graph graph, Node node, int[] channels)
    {
        if (node.Op.InputCount is { } count ? node.Inputs.Length != count : node.Inputs.Length == 0)
        {
            throw Error(graph, node, $"takes {node.Op.InputCount?.ToString() ?? "one or more"} inputs, has {node.Inputs.Length}");
        }

        if (node.Inputs.Any(input => input < 0 || input >= node.Index))
        {
            throw Error(graph, node, "reads a node that does not stand before it");
        }

        try
        {
            var result = node.Op.OutputChannels(node.Inputs.Select(input => channels[input]).ToArray());
            return result > 0 ? result : throw new GraphException($"has {result} channels");
        }
        catch (GraphException exception)
        {
            throw Error(graph, node, exception.Message);
        }
    }

    private static void CheckPaths(Graph graph)
    {
        var paths = new HashSet<string>();
        foreach (var node in graph.Nodes)
        {
            if (node.Path.Split('.').Any(string.IsNullOrEmpty) || !paths.Add(node.Path))
            {
                throw Error(graph, node, "needs a path of its own");
            }
        }

        // A module that holds tensors cannot also hold modules: state dictionaries would not be trees.
        var stateful = graph.Nodes.Where(node => !node.Op.State.IsEmpty).ToList();
        var leaves = stateful.Select(node => node.Path).ToHashSet();
        foreach (var node in stateful)
        {
            for (var dot = node.Path.LastIndexOf('.'); dot > 0; dot = node.Path.LastIndexOf('.', dot - 1))
            {
                if (leaves.Contains(node.Path[..dot]))
                {
                    throw Error(graph, node, $"lies inside {node.Path[..dot]}, which holds tensors itself");
                }
            }
        }
    }

    private static void CheckOutputs(Graph graph)
    {
        if (graph.Outputs.IsEmpty)
        {
            throw new GraphException($"{graph.Name}: no output");
        }

        var names = new HashSet<string>();
        var used = new bool[graph.Nodes.Length];
        foreach (var output in graph.Outputs)
        {
            if (output.Node < 0 || output.Node >= graph.Nodes.Length || !names.Add(output.Name))
            {
                throw new GraphException($"{graph.Name}: output {output.Name} is doubled or names no node");
            }

            used[output.Node] = true;
        }

        for (var index = graph.Nodes.Length - 1; index > 0; index--)
        {
            if (!used[index])
            {
                throw Error(graph, graph.Nodes[index], "is read by no node and no output");
            }

            foreach (var input in graph.Nodes[index].Inputs)
            {
                used[input] = true;
            }
        }
    }

    private static GraphException Error(Graph graph, Node node, string problem) =>
        new($"{graph.Name}: node {node.Index} {node.Path} ({node.Op.Name}): {problem}");
}
