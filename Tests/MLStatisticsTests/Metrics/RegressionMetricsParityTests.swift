import MLCore
import MLStatistics
import Testing

@Suite("Parity with scikit-learn: regression metrics")
struct RegressionMetricsParityTests {
    struct Fixture: Decodable {
        struct Case: Decodable {
            struct Expected: Decodable {
                var rmse: Double
                var mae: Double
                var r2: Double
            }

            var name: String
            var y_true: [Double]
            var y_pred: [Double]
            var sample_weight: [Double]?
            var expected: Expected
        }

        var cases: [Case]
    }

    @Test("Errors and R² agree with every case")
    func cases() throws {
        let fixture = try ReferenceFixture.read("regression.json", as: Fixture.self)
        #expect(!fixture.cases.isEmpty)
        for item in fixture.cases {
            let predictions = try Predictions(
                values: item.y_pred, rowCount: item.y_pred.count, task: .regression(targets: ["target"]))
            func value(_ metric: some Metric) throws -> Double? {
                try metric.value(
                    predictions: predictions, targets: .numbers(item.y_true), weights: item.sample_weight
                ).number
            }
            #expect(agrees(try value(RootMeanSquaredError()), item.expected.rmse, tolerance: 1e-12), "\(item.name)")
            #expect(agrees(try value(MeanAbsoluteError()), item.expected.mae, tolerance: 1e-12), "\(item.name)")
            #expect(agrees(try value(RSquared()), item.expected.r2, tolerance: 1e-12), "\(item.name)")
        }
    }
}
