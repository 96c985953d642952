import MLCore
import MLStatistics
import Testing

@Suite("Binary metrics: parity with scikit-learn")
struct BinaryMetricsParityTests {
    struct Fixture: Decodable {
        struct Expected: Decodable {
            var roc_auc, log_loss, brier, accuracy, precision, recall, f1: Double
            var fbeta_2, f1_macro, f1_weighted, hamming_loss: Double
        }
        struct Case: Decodable {
            var name: String
            var threshold: Double
            var y_true: [Int32]
            var y_score: [Double]
            var sample_weight: [Double]?
            var expected: Expected
        }
        var cases: [Case]
    }

    @Test("Every case of the fixture agrees to 1e-12")
    func cases() throws {
        let fixture: Fixture = try ReferenceFixture.read("binary-classification.json")
        try #require(fixture.cases.count >= 6)
        for example in fixture.cases {
            let predictions = try Predictions(
                values: example.y_score, rowCount: example.y_score.count,
                task: .binary(negative: "no", positive: "yes"))
            let targets = Targets.classes(try ClassTargets(indices: example.y_true, labels: ["no", "yes"]))
            let rule = try DecisionRule(thresholds: [example.threshold])
            let expected = example.expected
            let pairs: [(any Metric, Double)] = [
                (ROCAUC(), expected.roc_auc), (ROCAUC(.positive), expected.roc_auc), (LogLoss(), expected.log_loss),
                (BrierScore(), expected.brier), (Accuracy(rule: rule), expected.accuracy),
                (HammingLoss(rule: rule), expected.hamming_loss),
                (Precision(.positive, rule: rule), expected.precision),
                (Recall(.positive, rule: rule), expected.recall),
                (FScore(.positive, rule: rule), expected.f1), (FScore(.label("yes"), rule: rule), expected.f1),
                (try FScore(.positive, beta: 2, rule: rule), expected.fbeta_2),
                (FScore(.macro, rule: rule), expected.f1_macro), (FScore(.weighted, rule: rule), expected.f1_weighted),
                (FScore(.micro, rule: rule), expected.accuracy),
            ]
            for (metric, value) in pairs {
                let computed = try metric.value(
                    predictions: predictions, targets: targets, weights: example.sample_weight)
                #expect(
                    agrees(computed.number, value, tolerance: 1e-12),
                    "\(example.name): \(metric.name) is \(computed), expected \(value)")
            }
        }
    }
}
