namespace ScaleNet.Cli.RecipeOptions;

/// <summary>Forms of the learning rate by timm's words.</summary>
internal enum ScheduleWord
{
    /// <summary>Half a cosine.</summary>
    Cosine,

    /// <summary>Falls at epochs that are listed.</summary>
    MultiStep,

    /// <summary>Falls after every so many epochs.</summary>
    Step,

    /// <summary>A power of what is left.</summary>
    Polynomial,
}
