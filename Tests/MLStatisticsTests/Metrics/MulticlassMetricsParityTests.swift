import MLCore
import MLStatistics
import Testing

@Suite("Multi-class metrics: parity with scikit-learn")
struct MulticlassMetricsParityTests {
    struct Fixture: Decodable {
        struct Expected: Decodable {
            var accuracy, log_loss, brier_multiclass_sum: Double
            var precision_macro, precision_micro, precision_weighted: Double
            var recall_macro, recall_micro, recall_weighted: Double
            var f1_macro, f1_micro, f1_weighted, roc_auc_ovr_macro, roc_auc_ovr_weighted: Double
            var f1_per_class: [Double]
        }
        struct Case: Decodable {
            var name: String
            var classes: Int
            var y_true: [Int32]
            var y_proba: [[Double]]
            var sample_weight: [Double]?
            var expected: Expected
        }
        var cases: [Case]
    }

    @Test("Every case of the fixture agrees to 1e-12")
    func cases() throws {
        let fixture: Fixture = try ReferenceFixture.read("multiclass-classification.json")
        try #require(fixture.cases.count >= 3)
        for example in fixture.cases {
            let labels = (0..<example.classes).map { "class \($0)" }
            let predictions = try Predictions(
                values: example.y_proba.flatMap { $0 }, rowCount: example.y_proba.count,
                task: .multiclass(labels: labels))
            let targets = Targets.classes(try ClassTargets(indices: example.y_true, labels: labels))
            let expected = example.expected
            var pairs: [(any Metric, Double)] = [
                (Accuracy(), expected.accuracy), (LogLoss(), expected.log_loss),
                (Precision(.macro), expected.precision_macro), (Precision(.micro), expected.precision_micro),
                (Precision(.weighted), expected.precision_weighted), (Recall(.macro), expected.recall_macro),
                (Recall(.micro), expected.recall_micro), (Recall(.weighted), expected.recall_weighted),
                (FScore(.macro), expected.f1_macro), (FScore(.micro), expected.f1_micro),
                (FScore(.weighted), expected.f1_weighted), (ROCAUC(), expected.roc_auc_ovr_macro),
                (ROCAUC(.weighted), expected.roc_auc_ovr_weighted),
            ]
            for (label, value) in zip(labels, expected.f1_per_class) { pairs.append((FScore(.label(label)), value)) }
            for (metric, value) in pairs {
                let computed = try metric.value(
                    predictions: predictions, targets: targets, weights: example.sample_weight)
                #expect(
                    agrees(computed.number, value, tolerance: 1e-12),
                    "\(example.name): \(metric.name) is \(computed), expected \(value)")
            }
            // The fixture computes this one without weights.
            let brier = try BrierScore().value(predictions: predictions, targets: targets)
            #expect(agrees(brier.number, expected.brier_multiclass_sum, tolerance: 1e-12), "\(example.name): Brier")
        }
    }
}
