extension ComponentCatalog {
    /// Every predictor of this module.
    public static var core: ComponentCatalog {
        ComponentCatalog(builtIn: [
            TreeEnsemble.self, LinearModel.self, LinearBooster.self, ConstantPredictor.self, KeywordPredictor.self,
            OneVsRestModel.self,
        ])
    }
}
