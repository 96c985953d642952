public import MLCore

extension ComponentCatalog {
    /// The components of this module: feature pipelines and all fitted transformers.
    public static let features: ComponentCatalog = {
        do {
            return try ComponentCatalog().registering(FittedFeaturePipeline.self)
                .registering(TermCountTransformer.self).registering(TFIDFTransformer.self)
                .registering(FittedOneHotEncoder.self).registering(NumericTransformer.self)
                .registering(FittedStandardScaler.self).registering(FittedMinMaxScaler.self)
                .registering(FittedImputer.self)
        } catch {
            // Kinds of this module are different and follow the grammar; a test keeps it so.
            return ComponentCatalog()
        }
    }()
}
