import MLCore
import Testing

/// The answers of other libraries on models of many kinds, row for row.
///
/// Sums of leaves have the order and the type of the library's. XGBoost takes the logarithms and exponentials of base
/// scores and links from the C library in `Float`, hence its tolerance.
@Suite("ModelParity")
struct ModelParityTests {
    /// What is asked of the models of a library.
    struct Expectation: Sendable {
        var files: [String]
        /// The largest error, relative to the expected number.
        var tolerance: Double
        /// The smallest number that an error is relative to.
        var floor = Double.leastNormalMagnitude
        /// Whether there have to be expected leaves.
        var needsLeaves = false
    }

    private static let expectations = [
        "catboost": Expectation(files: ["model.json"], tolerance: 1e-12),
        "lightgbm": Expectation(files: ["model.txt"], tolerance: 1e-12, needsLeaves: true),
        "xgboost": Expectation(
            files: ["model.json", "model.ubj"], tolerance: 1e-6, floor: Double(Float.leastNormalMagnitude)),
    ]

    private static let fixtures = ModelFixture.all

    @Test("There are models of every library to compare with", arguments: expectations.keys.sorted())
    func present(library: String) {
        #expect(!ModelFixture.all(of: library).isEmpty, "no model in \(ModelFixture.root); set MLOPS_FIXTURES")
    }

    @Test("Margins, predictions and leaves are those of the library", arguments: fixtures)
    func answers(fixture: ModelFixture) throws {
        let expectation = try #require(Self.expectations[fixture.library])
        let files = expectation.files.filter(fixture.has)
        #expect(!files.isEmpty, "none of \(expectation.files)")
        for file in files {
            let model = try ImportedModel(reading: try fixture.bytes(file))
            #expect(model.format.rawValue.hasPrefix(fixture.library), "\(file)")
            try compare(model, with: fixture, expectation, file)
        }
    }

    private func compare(
        _ model: ImportedModel, with fixture: ModelFixture, _ expectation: Expectation, _ file: String
    ) throws {
        let features = try fixture.features(of: model)
        var margins: [Double]
        switch model.body {
        case .trees(let ensemble):
            margins = [Double](repeating: 0, count: features.rowCount * ensemble.marginCount)
            try ensemble.margins(features, into: &margins)
            if expectation.needsLeaves || fixture.has("expected-leaves.csv") {
                let (columns, leaves) = try fixture.table("expected-leaves.csv")
                #expect(columns.count == ensemble.members.count && !leaves.isEmpty, "\(file)")
                // Fixtures have the leaves of their first rows.
                let numbers = try ensemble.leafNumbers(features).prefix(leaves.count * columns.count)
                #expect(numbers.map { "\($0)" } == Array(leaves.joined()), "leaves of \(file)")
            }
        case .linear(let booster):
            margins = [Double](repeating: 0, count: features.rowCount * booster.marginCount)
            try booster.margins(features, into: &margins)
        }
        let predictions = try model.predictor.predictions(for: features).values
        for (prefix, computed) in [("margin_", margins), ("pred_", predictions)] {
            let expected = try fixture.expected(prefix)
            #expect(expected.count == features.rowCount && expected.first?.isEmpty == false, "\(prefix) of \(file)")
            var disagreement = Disagreement()
            disagreement.compare(
                computed, Array(expected.joined()), tolerance: expectation.tolerance, floor: expectation.floor, prefix)
            #expect(disagreement.count == 0, "\(file): \(disagreement)")
        }
    }
}
