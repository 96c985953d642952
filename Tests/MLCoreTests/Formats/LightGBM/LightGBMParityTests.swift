import Testing

@testable import MLCore

@Suite("Parity of imported LightGBM models")
struct LightGBMParityTests {
    @Test("every LightGBM model gives LightGBM's margins, predictions and leaves")
    func answers() throws {
        let fixtures = ModelFixture.all(of: "lightgbm")
        #expect(!fixtures.isEmpty, "there is no LightGBM model under \(ModelFixture.root); set MLOPS_FIXTURES")
        for fixture in fixtures {
            do {
                try check(fixture)
            } catch {
                Issue.record("\(fixture): \(error)")
            }
        }
    }

    private func check(_ fixture: ModelFixture) throws {
        let model = try LightGBMReader().model(from: try fixture.bytes("model.txt"))
        guard case .trees(let ensemble) = model.body else { throw ModelFixture.Failure(description: "no trees") }
        let features = try fixture.features(of: model)
        let rows = 0..<features.rowCount

        var margins = [Double](repeating: 0, count: features.rowCount * ensemble.marginCount)
        try ensemble.margins(features, into: &margins)
        var disagreement = Disagreement()
        let expectedMargins = try fixture.expected("margin_")
        #expect(expectedMargins.count == features.rowCount, "\(fixture)")
        for row in rows {
            let width = ensemble.marginCount
            disagreement.compare(
                Array(margins[row * width..<(row + 1) * width]), expectedMargins[row], tolerance: 1e-12, "row \(row)")
        }
        #expect(disagreement.count == 0, "\(fixture), margins: \(disagreement)")

        let expected = try fixture.expected("pred_")
        var predictions = [Double](repeating: 0, count: features.rowCount * ensemble.task.outputCount)
        try ensemble.predict(features, into: &predictions, threads: 1)
        disagreement = Disagreement()
        for row in rows {
            let width = ensemble.task.outputCount
            disagreement.compare(
                Array(predictions[row * width..<(row + 1) * width]), expected[row], tolerance: 1e-12, "row \(row)")
        }
        #expect(disagreement.count == 0, "\(fixture), predictions: \(disagreement)")

        let (columns, leaves) = try fixture.table("expected-leaves.csv")
        #expect(columns.count == ensemble.members.count, "\(fixture)")
        let numbers = try ensemble.leafNumbers(features)
        for (row, expectedLeaves) in leaves.enumerated() {
            let computed = numbers[row * columns.count..<(row + 1) * columns.count].map { "\($0)" }
            #expect(computed == expectedLeaves, "\(fixture), leaves of row \(row)")
        }
    }
}
