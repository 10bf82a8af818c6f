namespace ScaleNet.Data.Scenes;

/// <summary>How the images of scenes are stored.</summary>
public enum SceneFormat
{
    /// <summary>Every level as painted.</summary>
    Png,

    /// <summary>Smaller, and not quite as painted.</summary>
    Jpeg,
}
