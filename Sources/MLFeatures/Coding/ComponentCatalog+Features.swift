public import MLCore

extension ComponentCatalog {
    /// The components of this module: feature pipelines and all fitted transformers.
    public static var features: ComponentCatalog {
        ComponentCatalog(builtIn: [
            FittedFeaturePipeline.self, TermCountTransformer.self, TFIDFTransformer.self, FittedOneHotEncoder.self,
            NumericTransformer.self, FittedStandardScaler.self, FittedMinMaxScaler.self, FittedImputer.self,
        ])
    }
}
