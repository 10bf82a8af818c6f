namespace ScaleNet.Evaluation.Studies;

/// <summary>What kind of network an arm is.</summary>
public enum ArmFamily
{
    /// <summary>The ResNet that the budget is of.</summary>
    ResNet,

    /// <summary>The same with squeeze-and-excitation gates.</summary>
    SeResNet,

    /// <summary>A ScaleNet with the ResNet's stages.</summary>
    ScaleNet,
}
