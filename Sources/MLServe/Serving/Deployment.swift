import MLCore

/// What is being served at one moment: the production model and, during a rollout, a canary.
public struct Deployment: Sendable {
    /// The variant name of the production model in prediction records.
    public static let productionVariant = "production"
    /// The variant name of the canary in prediction records.
    public static let canaryVariant = "canary"

    /// The model that answers, unless the canary does.
    public let production: ServableModel
    /// The route to the canary, during a rollout.
    public let canary: CanaryRoute?

    /// Creates a deployment.
    ///
    /// - Parameters:
    ///   - production: The model that answers, unless the canary does.
    ///   - canary: The route to the canary; its callers are those of the production model.
    /// - Throws: ``ServeError`` with code `invalidConfiguration` when callers of the production model could fail with the
    ///   canary.
    public init(production: ServableModel, canary: CanaryRoute? = nil) throws(ServeError) {
        if let canary {
            let reasons = canary.model.signature.incompatibilities(withCallersOf: production.signature)
            guard reasons.isEmpty else {
                throw ServeError(
                    .invalidConfiguration, reasons.joined(separator: "; "),
                    at: "canary version \(canary.model.version) of \(production.name)")
            }
        }
        self.production = production
        self.canary = canary
    }

    /// Which model answers a key, under which name, and with which probability it was chosen.
    func route(_ key: String) -> (model: ServableModel, variant: String, propensity: Double) {
        guard let canary else { return (production, Self.productionVariant, 1) }
        return canary.answers(key)
            ? (canary.model, Self.canaryVariant, canary.share)
            : (production, Self.productionVariant, 1 - canary.share)
    }

    /// As ``route(_:)``, or the variant with a version whatever the key, which is then certain; `nil` when there is none.
    func route(_ key: String, version: Int?) -> (model: ServableModel, variant: String, propensity: Double)? {
        guard let version else { return route(key) }
        if production.version == version { return (production, Self.productionVariant, 1) }
        if let canary, canary.model.version == version { return (canary.model, Self.canaryVariant, 1) }
        return nil
    }

    /// The models that are served, production first.
    var models: [ServableModel] { [production] + (canary.map { [$0.model] } ?? []) }
}
