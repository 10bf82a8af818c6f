namespace ScaleNet.Data.Loading;

/// <summary>Prepares the samples of an epoch one by one, and says what becomes of a damaged one and which one failed.</summary>
/// <param name="name">The set, for messages.</param>
/// <param name="where">What to call a sample in messages.</param>
/// <param name="plan">Whether damaged samples are passed over, and replaced.</param>
/// <param name="epoch">For messages.</param>
/// <param name="next">The sample that may take the place of a damaged one; from any sample it leads through some samples back to it.</param>
/// <param name="kind">What those are, for the message.</param>
internal sealed class SampleFilling(
    string name, Func<int, string> where, BatchPlan plan, int epoch, Func<int, int> next, string kind = "images")
{
    /// <summary>Whether a place was filled; false where the sample is damaged and is not to be replaced.</summary>
    /// <param name="sample">The one that belongs there.</param>
    /// <param name="batchIndex">For messages.</param>
    /// <param name="state">Handed to what writes.</param>
    /// <param name="write">Prepares one sample.</param>
    /// <exception cref="DatasetException">It could not be prepared, or none is good.</exception>
    public bool Try<TState>(int sample, int batchIndex, in TState state, Action<int, TState> write)
    {
        (int index, int tries) = (sample, 0);
        do
        {
            try
            {
                write(index, state);
                return true;
            }
            catch (CorruptSampleException problem) when (plan.Corrupt is not null)
            {
                plan.Corrupt.Add(index, problem);
            }
            catch (DatasetException)
            {
                throw; // it says what is wrong with which file
            }
            catch (Exception problem)
            {
                throw new DatasetException(
                    $"{name}: {where(index)} could not be prepared in epoch {epoch}, batch {batchIndex} "
                    + $"({problem.GetType().Name}: {problem.Message}). Look at this sample and at the transform.", problem);
            }

            if (!plan.ReplaceCorrupt)
            {
                return false;
            }

            (index, tries) = (next(index), tries + 1);
        }
        while (index != sample);
        throw new DatasetException($"{name}: all of its {tries} {kind} are damaged. Restore the data.");
    }
}
