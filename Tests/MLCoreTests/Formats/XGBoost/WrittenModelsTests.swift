import Foundation
import MLCore
import Testing

/// Writes models for `Benchmarks/Peers/check_written_models.py`, which reads them with XGBoost.
///
/// Every model of the fixtures that XGBoost can express is written in both encodings, with its inputs as numbers and the
/// answers of what was written, to the folder that `MLOPS_WRITTEN_MODELS` names.
@Suite("WrittenModels")
struct WrittenModelsTests {
    private static let folder = ProcessInfo.processInfo.environment["MLOPS_WRITTEN_MODELS"]
    private static let fixtures = ModelFixture.all

    @Test("Models are written with answers to compare", .enabled(if: folder != nil), arguments: fixtures)
    func write(fixture: ModelFixture) throws {
        let names = ["model.json", "model.txt"]
        guard let bytes = names.lazy.compactMap({ try? fixture.bytes($0) }).first else { return }
        let model = try ImportedModel(reading: bytes)
        guard let written = try Self.written(model, fixture.name) else { return }
        let path = (Self.folder ?? "") + "/" + fixture.name
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Data(written).write(to: URL(fileURLWithPath: path + "/model.json"))
        try Data(XGBoostWriter(format: .ubjson).bytes(of: model)).write(to: URL(fileURLWithPath: path + "/model.ubj"))

        // The inputs are rounded to what XGBoost takes, so that both see the same rows.
        let original = try fixture.features(of: model)
        guard case .dense(let values) = original.storage else { return }
        let rounded = try FeatureMatrix(
            values: values.map { Double(Float($0)) }, rowCount: original.rowCount, schema: original.schema)
        try Data(Self.inputs(rounded).utf8).write(to: URL(fileURLWithPath: path + "/inputs.csv"))
        let answers = try Self.answers(of: ImportedModel(reading: written), rounded)
        try Data(answers.utf8).write(to: URL(fileURLWithPath: path + "/expected.csv"))
        try expectAgreement(model, try ImportedModel(reading: written), rounded, fixture.name)
    }

    /// The bytes of a model, or `nil` when XGBoost cannot express it.
    private static func written(_ model: ImportedModel, _ name: String) throws -> [UInt8]? {
        do {
            return try XGBoostWriter().bytes(of: model)
        } catch {
            guard error.code == .invalidArgument else { throw error }
            print("\(name) is not written: \(error)")
            return nil
        }
    }

    /// What is read back gives the predictions of the model that was written, up to the rounding of leaves to `Float`.
    private func expectAgreement(
        _ model: ImportedModel, _ written: ImportedModel, _ features: FeatureMatrix<Double>, _ name: String
    ) throws {
        let expected = try model.predictor.predictions(for: features).values
        let computed = try written.predictor.predictions(for: features).values
        #expect(computed.count == expected.count)
        let isSame = model.format == .xgboostJSON
        for (computed, expected) in zip(computed, expected) where computed != expected {
            if computed.isNaN, expected.isNaN { continue }
            #expect(!isSame && abs(computed - expected) <= 3e-5 * max(abs(expected), 1), "\(name)")
        }
    }

    private static func inputs(_ features: FeatureMatrix<Double>) throws -> String {
        var lines = [features.schema.names.indices.map { "f\($0)" }.joined(separator: ",")]
        for row in 0..<features.rowCount {
            lines.append(try features.row(row).dense.map { $0.isNaN ? "" : "\($0)" }.joined(separator: ","))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func answers(of model: ImportedModel, _ features: FeatureMatrix<Double>) throws -> String {
        var margins: [Double]
        var leaves: [Int32] = []
        switch model.body {
        case .trees(let ensemble):
            margins = [Double](repeating: 0, count: features.rowCount * ensemble.marginCount)
            try ensemble.margins(features, into: &margins)
            leaves = try ensemble.leafNumbers(features)
        case .linear(let booster):
            margins = [Double](repeating: 0, count: features.rowCount * booster.marginCount)
            try booster.margins(features, into: &margins)
        }
        let predictions = try model.predictor.predictions(for: features).values
        let parts = [("margin_", margins), ("pred_", predictions), ("tree_", leaves.map { Double($0) })]
        let widths = parts.map { $0.1.count / max(1, features.rowCount) }
        var lines = [
            zip(parts, widths).flatMap { part, width in (0..<width).map { "\(part.0)\($0)" } }.joined(separator: ",")
        ]
        for row in 0..<features.rowCount {
            lines.append(
                zip(parts, widths).flatMap { part, width in part.1[row * width..<(row + 1) * width].map { "\($0)" } }
                    .joined(separator: ","))
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
