import MLCore
import Testing

/// XGBoost's own answers on models of many kinds, row for row.
///
/// Numbers agree within 10⁻⁶ of the expected one, or of the smallest normal `Float`. The sums are the same to the bit;
/// only the start of the margins and the link go through logarithms and exponentials, which XGBoost takes from the C
/// library in `Float`.
@Suite("XGBoostParity")
struct XGBoostParityTests {
    private static let fixtures = ModelFixture.all(of: "xgboost")

    @Test("There are models to compare with")
    func present() {
        #expect(!Self.fixtures.isEmpty, "no model of XGBoost in \(ModelFixture.root); set MLOPS_FIXTURES")
    }

    @Test("Margins, predictions and leaves are those of XGBoost", arguments: fixtures)
    func answers(fixture: ModelFixture) throws {
        let files = ["model.json", "model.ubj"].compactMap { try? fixture.bytes($0) }
        #expect(!files.isEmpty)
        for bytes in files { try compare(ImportedModel(reading: bytes), with: fixture) }
    }

    private func compare(_ model: ImportedModel, with fixture: ModelFixture) throws {
        let features = try fixture.features(of: model)
        let file = "\(fixture.name), \(model.format.rawValue)"
        let margins: [Double]
        switch model.body {
        case .trees(let ensemble):
            var values = [Double](repeating: 0, count: features.rowCount * ensemble.marginCount)
            try ensemble.margins(features, into: &values)
            margins = values
            if let (_, leaves) = try? fixture.table("expected-leaves.csv") {
                let expected = leaves.joined().map { Int32($0) }
                let computed = try ensemble.leafNumbers(features).prefix(expected.count)
                #expect(computed.map { Int32?($0) } == expected, "leaves of \(file)")
            }
        case .linear(let booster):
            var values = [Double](repeating: 0, count: features.rowCount * booster.marginCount)
            try booster.margins(features, into: &values)
            margins = values
        }
        let predictions = try model.predictor.predictions(for: features).values
        expectAgreement(margins, try Array(fixture.expected("margin_").joined()), "margins of \(file)")
        expectAgreement(predictions, try Array(fixture.expected("pred_").joined()), "predictions of \(file)")
    }

    private func expectAgreement(_ computed: [Double], _ expected: [Double], _ what: String) {
        #expect(computed.count == expected.count && !expected.isEmpty, "\(what)")
        var worst = 0.0
        for (computed, expected) in zip(computed, expected) where computed != expected {
            if computed.isNaN, expected.isNaN { continue }
            let distance = abs(computed - expected) / max(abs(expected), Double(Float.leastNormalMagnitude))
            worst = distance.isNaN ? .infinity : max(worst, distance)
        }
        #expect(worst <= 1e-6, "\(what)")
    }
}
