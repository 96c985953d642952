#if CommandLine
import ArgumentParser
import MLCore
import MLLedger

/// A model as the bytes of a file in another format.
struct ModelConversion {
    /// A format that models are written in.
    enum Target: String, CaseIterable, ExpressibleByArgument, Sendable {
        case mlbundle
        case lightGBM = "lightgbm-text"
        case xgboostJSON = "xgboost-json"
        case xgboostUBJSON = "xgboost-ubjson"

        /// The format that the name of a file tells.
        ///
        /// - Throws: ``CommandError`` of code `invalidUsage` when it tells none.
        init(path: String) throws {
            let lower = path.lowercased()
            if lower.hasSuffix(".\(Bundle.fileExtension)") {
                self = .mlbundle
            } else if lower.hasSuffix(".txt") {
                self = .lightGBM
            } else if lower.hasSuffix(".json") {
                self = .xgboostJSON
            } else if lower.hasSuffix(".ubj") {
                self = .xgboostUBJSON
            } else {
                throw CommandError(
                    .invalidUsage, "the name does not tell the format of the model", at: path,
                    remedy:
                        "End it with .mlbundle, .txt, .json or .ubj, or say the format with --to; tables go to tables.")
            }
        }
    }

    /// The file.
    let bytes: [UInt8]
    /// The format of the model before.
    let source: String
    /// What the new file does not have of the old one, as sentences.
    private(set) var notes: [String] = []

    /// Converts a model.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - target: The format of the file.
    /// - Throws: `CoreError` or ``CommandError`` for what the format cannot hold.
    init(of model: ModelFile, to target: Target) throws {
        switch model {
        case .bundle(let loaded):
            source = Bundle.fileExtension
            let trees = try Self.trees(of: loaded.predictor, called: loaded.title)
            switch target {
            case .mlbundle:
                throw CommandError(
                    .invalidUsage, "the model is a bundle already", at: loaded.title, remedy: "Copy the file.")
            case .lightGBM: bytes = try LightGBMWriter().bytes(of: trees)
            case .xgboostJSON: bytes = try XGBoostWriter(format: .json).bytes(of: trees)
            case .xgboostUBJSON: bytes = try XGBoostWriter(format: .ubjson).bytes(of: trees)
            }
            if loaded.hasPipeline {
                notes.append("The feature pipeline is not in the new file: it takes the features the pipeline makes.")
            }
        case .imported(let file):
            source = file.model.format.rawValue
            switch target {
            case .mlbundle: bytes = try Self.bundle(of: file).fileContent()
            case .xgboostJSON: bytes = try XGBoostWriter(format: .json).bytes(of: file.model)
            case .xgboostUBJSON: bytes = try XGBoostWriter(format: .ubjson).bytes(of: file.model)
            case .lightGBM: bytes = try LightGBMWriter().bytes(of: file.model)
            }
        }
    }

    private static func trees(of predictor: any Predictor, called title: String) throws -> TreeEnsemble {
        guard let ensemble = predictor as? TreeEnsemble else {
            throw CommandError(
                .unusableInput, "the model has no trees, and only trees are written in this format",
                at: "\(title), \(type(of: predictor).kind)", remedy: "Use another format, or the file as it is.")
        }
        return ensemble
    }

    /// A model of another library as a bundle that takes the features, with an example that servers reproduce.
    private static func bundle(of file: ImportedFile) throws -> Bundle {
        let model = file.model
        if let input = model.inputs.first(where: { $0.encoding != .number }) {
            throw CommandError(
                .unusableInput, "a bundle without a feature pipeline takes numbers, and this input takes categories",
                at: "\(file.title), input \"\(input.name)\"",
                remedy: "Use the file as it is, or convert it to .json, .ubj or .txt, which take the codes.")
        }
        let inputs = try Schema(model.inputs.map { Schema.Field($0.name, .double, allowsMissing: true) })
        let zeros = [Double](repeating: 0, count: model.inputs.count)
        let example = Bundle.Example(
            inputs: Dictionary(model.inputs.map { ($0.name, Value.double(0)) }) { first, _ in first },
            outputs: try model.predictor.predict(FeatureVector(zeros)))
        return try Bundle(
            signature: ModelSignature(inputs: inputs, task: model.predictor.task), features: nil,
            predictor: try model.predictor.encoded(), examples: [example])
    }
}
#endif
