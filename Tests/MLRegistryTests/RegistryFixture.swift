import MLCore
import MLLedger
import MLRegistry

/// Small bundles and gate results for registry tests.
enum RegistryFixture {
    static func bundle(_ number: Int, allowsMissing: Bool = true) throws -> Bundle {
        let predictor = try EncodedComponent(
            kind: "test.predictor", formatVersion: 1, parameters: ["number": number],
            blobs: ["weights": [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 64)])
        return try Bundle(
            signature: ModelSignature(
                inputs: Schema([.init("plot", .string, allowsMissing: allowsMissing)]),
                task: .binary(negative: "no", positive: "yes")),
            features: nil, predictor: predictor)
    }

    static func gate(_ verdict: GateResult.Verdict, _ version: ModelVersion) -> GateResult {
        GateResult(
            gate: "promotion", subject: version.digest.description,
            checks: [.init(requirement: "microF1 ≥ 0.3", verdict: verdict, evidence: "0.4")])
    }

    static func name(_ text: String) throws -> ResourceName { try ResourceName(text) }
}
