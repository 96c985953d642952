/// Every stored form of the package.
enum GoldenFormats {
    static let all = [
        predictors, transformers, bundles, stores, ledgers, evaluation, monitoring, configurations, foundation,
        integrations, tables,
    ].flatMap(\.self)
}
