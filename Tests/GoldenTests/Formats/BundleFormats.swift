import MLCore
import MLFeatures
import MLLedger
import MLServe

extension GoldenFormats {
    static let bundles = [
        GoldenFormat(
            name: "bundle", version: Bundle.formatVersion,
            write: {
                var files: GoldenFiles = [:]
                for (name, bundle) in [("genres", try genres), ("ages", try ages)] {
                    files.merge(try parts(of: bundle).moved(to: name)) { $1 }
                }
                return files
            },
            open: { files in
                var accounts: [String: BundleAccount] = [:]
                var rewritten: GoldenFiles = [:]
                for name in ["genres", "ages"] {
                    let stored = files.folder(name)
                    let bundle = try Bundle(
                        parts: Bundle.Parts(manifest: stored.file("manifest.json"), blobs: stored.folder("blobs")))
                    accounts[name] = try BundleAccount(bundle)
                    rewritten.merge(try parts(of: bundle).moved(to: name)) { $1 }
                }
                return try GoldenReading(account: accounts, rewritten: rewritten)
            }),
        GoldenFormat(
            name: "bundle-file", version: Bundle.fileFormatVersion,
            write: { ["genres.mlbundle": try genres.fileContent(), "ages.mlbundle": try ages.fileContent()] },
            open: { files in
                let bundles = try files.mapValues { try Bundle(fileContent: $0) }
                return try GoldenReading(
                    account: bundles.mapValues { try BundleAccount($0) },
                    rewritten: bundles.mapValues { try $0.fileContent() })
            }),
        .value("bundle-index", version: BundleIndex.formatVersion) { BundleIndex(try genres.parts()) },
    ]

    private static func parts(of bundle: Bundle) throws -> GoldenFiles {
        let parts = try bundle.parts()
        return parts.blobs.moved(to: "blobs").merging(["manifest.json": parts.manifest]) { $1 }
    }

    /// A pipeline of texts, lists and numbers, a model of two labels, thresholds and an example.
    static var genres: Bundle {
        get throws {
            let pipeline = try pipeline
            let count = pipeline.features.count
            let task = PredictionTask.multilabel(labels: ["Drama", "War"])
            let model = try LinearModel(
                weights: (0..<2 * count).map { Double($0 * 37 % 29) / 8 - 1.5 }, intercepts: [0.25, -0.5],
                featureCount: count, task: task, link: .sigmoid)
            let inputs: [String: Value] = [
                "text": .string("a prize"), "genres": .stringList(["War"]), "year": .double(2001), "seen": .bool(true),
            ]
            let row = try Row(inputs, schema: pipeline.inputs)
            return try Bundle(
                signature: ModelSignature(inputs: pipeline.inputs, task: task), features: pipeline.encoded(),
                predictor: model.encoded(), decision: DecisionRule(thresholds: [0.375, 0.5]),
                examples: [.init(inputs: inputs, outputs: try model.predict(pipeline.transform(row)))])
        }
    }

    /// Trees on the inputs themselves.
    static var ages: Bundle {
        get throws {
            let model = try Specimens.boosted
            let inputs = try Schema([
                Schema.Field("age", .double, allowsMissing: true), Schema.Field("Größe", .double, allowsMissing: true),
            ])
            return try Bundle(
                signature: ModelSignature(inputs: inputs, task: model.task), features: nil, predictor: model.encoded())
        }
    }
}

/// What a bundle says and does.
struct BundleAccount: Codable {
    var digest: String
    var signature: ModelSignature
    var thresholds: [Double]
    var outputs: [[Double]]
    var labels: [[String]]

    init(_ bundle: Bundle) throws {
        digest = try bundle.digest().description
        signature = bundle.signature
        thresholds = bundle.decision.thresholds
        // Loading reproduces the examples, or throws.
        let model = try ServableModel(bundle, name: "golden", version: 1, digest: digest)
        outputs = try (0..<4).map { row in
            var inputs: [String: Value] = [:]
            for (position, field) in bundle.signature.inputs.fields.enumerated() {
                inputs[field.name] = try Self.value(of: field.type, row * 3 + position)
            }
            return try model.outputs(for: model.row(from: inputs))
        }
        labels = try outputs.map { try bundle.decision.labels(for: $0, task: bundle.signature.task) }
    }

    private static func value(of type: ColumnType, _ number: Int) throws -> Value {
        switch type {
        case .string: .string(["the prize", "", "win", "ελληνικά 123"][number % 4])
        case .stringList: .stringList([[], ["War"], ["Drama", "War"]][number % 3])
        case .double: number % 4 == 3 ? .missing : .double(Double(number) * 0.25)
        case .bool: .bool(number % 2 == 0)
        default: throw GoldenFault("there is no value of type \(type.rawValue)")
        }
    }
}
