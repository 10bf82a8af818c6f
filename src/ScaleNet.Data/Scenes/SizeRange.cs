using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Scenes;

/// <summary>Lengths whose logarithms are spread evenly: twice the length is as far from it as half of it.</summary>
/// <param name="Least">The smallest, px.</param>
/// <param name="Most">The largest, px.</param>
internal readonly record struct SizeRange(int Least, int Most)
{
    /// <summary>A whole number, each as likely as its reciprocal says.</summary>
    /// <remarks>By rejection: a logarithm's last bit differs between machines.</remarks>
    public int Draw(ref SampleRandom random)
    {
        int length;
        do
        {
            length = Least + random.NextInt32(Most - Least + 1);
        }
        while (random.NextInt32(length) >= Least);
        return length;
    }
}
