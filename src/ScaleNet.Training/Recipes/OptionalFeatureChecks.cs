using ScaleNet.Architecture.Allocation;

namespace ScaleNet.Training.Recipes;

/// <summary>Checks the parts of a recipe that may be left out.</summary>
internal static class OptionalFeatureChecks
{
    private const int MostAccumulation = 65_536;
    private const int MostOperations = 14; // there are no more different ones
    private const int MostShortSide = 16_384;
    private const double MostMagnitude = 10;
    private const double MostHue = 0.5;

    /// <summary>Adds every problem with its JSON path.</summary>
    public static void Check(TrainingRecipe recipe, ProblemList problems)
    {
        problems.Require(recipe.GradientAccumulation is >= 0 and <= MostAccumulation,
            "$.gradientAccumulation", recipe.GradientAccumulation, $"1 to {MostAccumulation}");
        problems.Require(recipe.BatchSize % recipe.Accumulation == 0,
            "$.gradientAccumulation", recipe.Accumulation, $"a divisor of the batch size, {recipe.BatchSize}");
        problems.Require(recipe.DropPath is >= 0 and < 1, "$.dropPath", recipe.DropPath, "0 to below 1");
        if (recipe.Freeze is { } parts && (parts.Count == 0 || parts.Any(string.IsNullOrWhiteSpace)))
        {
            problems.Add("$.freeze: got no name or an empty one, expected names of layers. Leave the property out to train all");
        }

        if (recipe.ShortSides is { } sides && (sides.Count == 0 || sides.Any(side => side is < 1 or > MostShortSide)))
        {
            problems.Add($"$.shortSides: got {string.Join(", ", sides)}, expected one or more of 1 to {MostShortSide}. Leave the property out for the detector's own");
        }

        CheckClipping(recipe.Clipping, problems);
        CheckAverage(recipe.Ema, problems);
        CheckMorphNet(recipe.MorphNet, problems);
        CheckMixing(recipe, problems);
        CheckAugmentation(recipe, problems);
    }

    private static void CheckClipping(GradientClipping? clipping, ProblemList problems)
    {
        if (clipping is not null)
        {
            problems.Require(clipping.Limit is > 0 and < double.PositiveInfinity, "$.clipping.limit", clipping.Limit, "a finite number above 0");
            problems.RequireDefined(clipping.Mode, "$.clipping.mode", "norm or value");
        }
    }

    private static void CheckAverage(WeightAverage? ema, ProblemList problems)
    {
        if (ema is not null)
        {
            problems.Require(ema.Decay is > 0 and < 1, "$.ema.decay", ema.Decay, "above 0 and below 1");
        }
    }

    private static void CheckMorphNet(MorphNetRegularization? morphNet, ProblemList problems)
    {
        if (morphNet is not null)
        {
            problems.Require(morphNet.Strength is > 0 and < double.PositiveInfinity, "$.morphNet.strength", morphNet.Strength, "a finite number above 0");
            problems.Require(morphNet.Threshold is >= 0 and < double.PositiveInfinity,
                "$.morphNet.threshold", morphNet.Threshold, "a finite number of at least 0");
            if (morphNet.Cost is not (CostKind.Macs or CostKind.Parameters))
            {
                problems.Add($"$.morphNet.cost: got {morphNet.Cost}, expected macs or parameters");
            }
        }
    }

    private static void CheckMixing(TrainingRecipe recipe, ProblemList problems)
    {
        if (recipe.Mixing is not { } mixing)
        {
            return;
        }

        problems.Require(mixing.MixupAlpha is >= 0 and < double.PositiveInfinity, "$.mixing.mixupAlpha", mixing.MixupAlpha, "at least 0");
        problems.Require(mixing.CutmixAlpha is >= 0 and < double.PositiveInfinity, "$.mixing.cutmixAlpha", mixing.CutmixAlpha, "at least 0");
        problems.Require(mixing.MixupAlpha > 0 || mixing.CutmixAlpha > 0,
            "$.mixing.mixupAlpha", mixing.MixupAlpha, "above 0 where cutmixAlpha is 0");
        problems.RequireShare("$.mixing.probability", mixing.Probability);
        problems.RequireShare("$.mixing.switchProbability", mixing.SwitchProbability);
        problems.Require(mixing.OffEpoch >= 0 && mixing.OffEpoch <= recipe.Epochs,
            "$.mixing.offEpoch", mixing.OffEpoch, $"0 to {recipe.Epochs}");
    }

    private static void CheckAugmentation(TrainingRecipe recipe, ProblemList problems)
    {
        var augmentation = recipe.Augmentation;
        problems.Require(augmentation.Lighting is >= 0 and < double.PositiveInfinity,
            "$.augmentation.lighting", augmentation.Lighting, "at least 0");
        if (augmentation.RandomResizedCrop is { } crop)
        {
            const string path = "$.augmentation.randomResizedCrop";
            problems.Require(crop.ScaleMin > 0 && crop.ScaleMin <= crop.ScaleMax, $"{path}.scaleMin", crop.ScaleMin, "above 0, at most scaleMax");
            problems.Require(crop.ScaleMax is > 0 and <= 1, $"{path}.scaleMax", crop.ScaleMax, "above 0 and at most 1");
            problems.Require(crop.RatioMin > 0 && crop.RatioMin <= crop.RatioMax, $"{path}.ratioMin", crop.RatioMin, "above 0, at most ratioMax");
            problems.Require(crop.RatioMax is > 0 and < double.PositiveInfinity, $"{path}.ratioMax", crop.RatioMax, "finite");
        }

        if (augmentation.ColorJitter is { } jitter)
        {
            const string path = "$.augmentation.colorJitter";
            problems.Require(jitter.Brightness is >= 0 and < double.PositiveInfinity, $"{path}.brightness", jitter.Brightness, "at least 0");
            problems.Require(jitter.Contrast is >= 0 and < double.PositiveInfinity, $"{path}.contrast", jitter.Contrast, "at least 0");
            problems.Require(jitter.Saturation is >= 0 and < double.PositiveInfinity, $"{path}.saturation", jitter.Saturation, "at least 0");
            problems.Require(jitter.Hue is >= 0 and <= MostHue, $"{path}.hue", jitter.Hue, $"0 to {MostHue}");
        }

        if (augmentation.RandAugment is { } operations)
        {
            const string path = "$.augmentation.randAugment";
            problems.Require(operations.Operations is >= 1 and <= MostOperations, $"{path}.operations", operations.Operations, $"1 to {MostOperations}");
            problems.Require(operations.Magnitude is >= 0 and <= MostMagnitude, $"{path}.magnitude", operations.Magnitude, $"0 to {MostMagnitude}");
            problems.Require(operations.MagnitudeDeviation is >= 0 and < double.PositiveInfinity,
                $"{path}.magnitudeDeviation", operations.MagnitudeDeviation, "at least 0");
        }

        if (augmentation.RandomErasing is { } erasing)
        {
            const string path = "$.augmentation.randomErasing";
            problems.RequireShare($"{path}.probability", erasing.Probability);
            problems.Require(erasing.AreaMin > 0 && erasing.AreaMin <= erasing.AreaMax, $"{path}.areaMin", erasing.AreaMin, "above 0, at most areaMax");
            problems.Require(erasing.AreaMax is > 0 and <= 1, $"{path}.areaMax", erasing.AreaMax, "above 0 and at most 1");
            problems.Require(erasing.RatioMin is > 0 and <= 1, $"{path}.ratioMin", erasing.RatioMin, "above 0 and at most 1");
            problems.RequireDefined(erasing.Fill, $"{path}.fill", "const, rand or pixel");
        }
    }
}
