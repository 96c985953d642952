#if CommandLine
import MLCore
import MLLedger
import MLRegistry
import MLTestKit

/// A registry with two versions of one model, the first of them in production.
struct SampleStore: Sendable {
    let folder: TemporaryFolder

    var path: String { folder.file("registry") }

    init() throws {
        folder = try TemporaryFolder()
        let registry = try open(at: 1_000_000)
        let name = try ResourceName("genres")
        for number in 1...2 {
            try registry.register(
                Self.bundle(number), as: name, by: "training", provenance: .init(run: "run-\(number)", note: "first"))
        }
        try registry.setAlias(
            ResourceName("production"), to: 1, of: name, expecting: 0, by: "release", reason: "first release")
    }

    /// The registry, with a clock that stands still.
    func open(at microseconds: Int64 = 0) throws -> ModelRegistry {
        ModelRegistry(
            ledger: try FileLedger(directory: "\(path)/ledger", clock: FixedClock(microseconds: microseconds)),
            blobs: try FileBlobStore(directory: "\(path)/blobs"))
    }

    /// The arguments of a registry command with the store at their end.
    func arguments(_ arguments: [String]) -> [String] { ["registry"] + arguments + ["--store", path] }

    func run(_ arguments: String..., json: Bool = false) -> Run {
        Run(self.arguments(arguments) + (json ? ["--json"] : []), clock: FixedClock(microseconds: 2_000_000))
    }

    /// Writes the result of a gate and gives the path of the file.
    func gate(_ verdict: GateResult.Verdict, version: Int) throws -> String {
        let digest = try open().state().version(version, of: ResourceName("genres")).digest
        let result = GateResult(
            gate: "release", subject: digest.description,
            checks: [.init(requirement: "microF1 ≥ 0.3", verdict: verdict, evidence: "0.4")])
        return try folder.write(CanonicalJSONEncoder().encode(result), as: "gate-\(verdict.rawValue)-\(version).json")
    }

    static func bundle(_ number: Int) throws -> Bundle {
        let predictor = try EncodedComponent(
            kind: "test.predictor", formatVersion: 1, parameters: ["number": number],
            blobs: ["weights": [UInt8](repeating: UInt8(number), count: 64)])
        return try Bundle(
            signature: ModelSignature(
                inputs: Schema([.init("plot", .string)]), task: .binary(negative: "no", positive: "yes")),
            features: nil, predictor: predictor)
    }
}
#endif
