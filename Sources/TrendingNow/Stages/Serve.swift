import MLCore
import MLData
import MLLedger
import MLRegistry
import MLServe

extension Loop {
    /// Serves the production model and, to a tenth of the titles, a canary; then ends the canary on what it showed.
    func serve(_ first: Release, canary second: Release, _ titles: Titles, _ periods: Periods, _ store: Store) throws {
        console.begin("Serve, with a canary")
        let production = try ServableModel(from: store.registry, alias: "production", of: "genres")
        let canary = try ServableModel(
            store.registry.bundle(version: second.version.number, of: store.model), name: "genres",
            version: second.version.number, digest: second.version.digest.description)
        let records = PredictionBuffer()
        let server = ModelServer(
            try Deployment(
                production: production,
                canary: CanaryRoute(model: canary, share: 0.1, salt: "canary of version \(canary.version)")),
            name: "canary", configuration: try ModelServer.Configuration(recordedInputs: []), sink: records)

        let start = ContinuousClock.now
        let requests = try Self.requests(periods.validation)
        for request in requests { _ = try server.predict(request.inputs, key: request.key) }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let answered = records.takeAll()
        let microseconds = answered.map(\.microseconds).sorted()
        let byCanary = answered.count { $0.variant == Deployment.canaryVariant }
        console.tell(
            "\(answered.count) requests in \(NumberText.formatted(seconds, decimals: 2)) s, median "
                + "\(microseconds.isEmpty ? 0 : microseconds[microseconds.count / 2]) µs; canary answered \(byCanary)")

        let again = try requests.prefix(50).map { try server.predict($0.inputs, key: $0.key).variant }
        let isSticky = zip(answered, again).allSatisfy { $0.variant == $1 }
        console.tell(isSticky ? "each title kept its variant when it was asked again" : "VARIANTS CHANGED")
        try server.replace(with: Deployment(production: production))
        console.tell("the canary is ended in one step; version \(server.deployment.production.version) answers alone")
    }

    /// A request for each title; titles are the keys of the rollout.
    static func requests(_ frame: DataFrame) throws -> [(inputs: [String: Value], key: String)] {
        let plots = try frame.requiredValues(of: .plot)
        let names = try frame.requiredValues(of: ColumnKey<String>("title"))
        return zip(plots, names).map { (["plot": .string($0)], $1) }
    }
}
