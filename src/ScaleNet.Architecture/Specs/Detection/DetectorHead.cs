namespace ScaleNet.Architecture.Specs.Detection;

/// <summary>What a two-stage detector does with its backbone's maps.</summary>
public enum DetectorHead
{
    /// <summary>One map, that of the last stage but one; the last stage reads the regions (Ren et al. 2015; He et al. 2016).</summary>
    C4,

    /// <summary>A feature pyramid over all stages, and a head of two linear layers (Lin et al. 2017).</summary>
    Fpn,
}
