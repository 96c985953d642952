import MLCore
import Testing

/// XGBoost's own answers on models of many kinds, row for row.
///
/// Margins agree within 10⁻⁶ of the expected margin or, near zero, of 1: what is added is then rounded at the size of the
/// base score and the leaves.
@Suite("XGBoostParity")
struct XGBoostParityTests {
    private static let fixtures = ModelFixture.all(of: "xgboost")

    @Test("There are models to compare with")
    func present() {
        #expect(!Self.fixtures.isEmpty, "no model of XGBoost in \(ModelFixture.root)")
    }

    @Test("Margins, predictions and leaves are those of XGBoost", arguments: fixtures)
    func answers(fixture: ModelFixture) throws {
        let files = ["model.json", "model.ubj"].filter(fixture.has)
        #expect(!files.isEmpty)
        for file in files {
            let bytes = try fixture.bytes(of: file)
            try compare(ImportedModel(reading: bytes), with: fixture, file)
        }
    }

    private func compare(_ model: ImportedModel, with fixture: ModelFixture, _ file: String) throws {
        let features = try fixture.features(for: model)
        let expected = try fixture.table("expected.csv")
        let margins: [Double]
        switch model.body {
        case .trees(let ensemble):
            var values = [Double](repeating: 0, count: features.rowCount * ensemble.marginCount)
            try ensemble.margins(features, into: &values)
            margins = values
            if fixture.has("expected-leaves.csv") {
                let leaves = try fixture.table("expected-leaves.csv").numbers("tree_")
                let numbers = try ensemble.leafNumbers(features)
                #expect(numbers.prefix(leaves.count).map { Double($0) } == leaves, "leaves of \(fixture.name) \(file)")
            }
        case .linear(let booster):
            var values = [Double](repeating: 0, count: features.rowCount * booster.marginCount)
            try booster.margins(features, into: &values)
            margins = values
        }
        let predictions = try model.predictor.predictions(for: features).values
        expectAgreement(margins, try expected.numbers("margin_"), "margins of \(fixture.name) \(file)")
        expectAgreement(predictions, try expected.numbers("pred_"), "predictions of \(fixture.name) \(file)")
    }

    private func expectAgreement(_ computed: [Double], _ expected: [Double], _ what: String) {
        #expect(computed.count == expected.count, "\(what)")
        var worst = 0.0
        for (computed, expected) in zip(computed, expected) where computed != expected {
            if computed.isNaN, expected.isNaN { continue }
            let distance = abs(computed - expected) / max(abs(expected), 1)
            worst = distance.isNaN ? .infinity : max(worst, distance)
        }
        #expect(worst <= 1e-6, "\(what)")
    }
}
