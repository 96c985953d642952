import Foundation
import Testing

@testable import MLCore

@Suite("Parity of imported CatBoost models")
struct CatBoostParityTests {
    @Test("every CatBoost model gives CatBoost's raw values, predictions and leaves")
    func answers() throws {
        let fixtures = ModelFixture.all(of: "catboost")
        #expect(!fixtures.isEmpty, "there is no CatBoost model under \(ModelFixture.root); set MLOPS_FIXTURES")
        for fixture in fixtures {
            do {
                try check(fixture)
            } catch {
                Issue.record("\(fixture): \(error)")
            }
        }
    }

    private func check(_ fixture: ModelFixture) throws {
        let model = try CatBoostReader().model(from: try fixture.bytes("model.json"))
        guard case .trees(let ensemble) = model.body else { throw ModelFixture.Failure(description: "no trees") }
        let features = try fixture.features(of: model)
        var margins = [Double](repeating: 0, count: features.rowCount * ensemble.marginCount)
        try ensemble.margins(features, into: &margins)
        try expect(margins, fixture, "margin_")
        var predictions = [Double](repeating: 0, count: features.rowCount * ensemble.task.outputCount)
        try ensemble.predict(features, into: &predictions, threads: 1)
        try expect(predictions, fixture, "pred_")
        guard FileManager.default.fileExists(atPath: fixture.path + "/expected-leaves.csv") else { return }
        let (columns, leaves) = try fixture.table("expected-leaves.csv")
        #expect(columns.count == ensemble.members.count, "\(fixture)")
        let numbers = try ensemble.leafNumbers(features)
        for (row, expectedLeaves) in leaves.enumerated() {
            let computed = numbers[row * columns.count..<(row + 1) * columns.count].map { "\($0)" }
            #expect(computed == expectedLeaves, "\(fixture), leaves of row \(row)")
        }
    }

    private func expect(_ computed: [Double], _ fixture: ModelFixture, _ prefix: String) throws {
        let expected = try fixture.expected(prefix)
        let flat = expected.flatMap { $0 }
        var disagreement = Disagreement()
        let width = expected.first?.count ?? 0
        #expect(width > 0 && computed.count == flat.count, "\(fixture), \(prefix)")
        for (row, numbers) in expected.enumerated() where (row + 1) * width <= computed.count {
            disagreement.compare(
                Array(computed[row * width..<(row + 1) * width]), numbers, tolerance: 1e-12, "row \(row)")
        }
        #expect(disagreement.count == 0, "\(fixture), \(prefix): \(disagreement)")
    }
}
