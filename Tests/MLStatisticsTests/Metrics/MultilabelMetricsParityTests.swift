import MLCore
import MLStatistics
import Testing

@Suite("Multi-label metrics: parity with scikit-learn")
struct MultilabelMetricsParityTests {
    struct Fixture: Decodable {
        struct Expected: Decodable {
            var subset_accuracy, hamming_loss, precision_macro, precision_micro, precision_weighted: Double
            var recall_macro, recall_micro, recall_weighted, f1_macro, f1_micro, f1_weighted: Double
            var roc_auc_macro, roc_auc_micro, roc_auc_weighted, log_loss_mean_over_labels: Double
            var f1_per_label: [Double]
            var multilabel_confusion_matrix: [[[Double]]]
        }
        struct Case: Decodable {
            var name: String
            var labels: Int
            var y_true: [[Int]]
            var y_score: [[Double]]
            var threshold: Double
            var expected: Expected
        }
        var cases: [Case]
    }

    @Test("Every case of the fixture agrees to 1e-12")
    func cases() throws {
        let fixture: Fixture = try ReferenceFixture.read("multilabel-classification.json")
        try #require(fixture.cases.count >= 2)
        for example in fixture.cases {
            let labels = (0..<example.labels).map { "label \($0)" }
            let predictions = try Predictions(
                values: example.y_score.flatMap { $0 }, rowCount: example.y_score.count,
                task: .multilabel(labels: labels))
            let sets = try LabelSets(
                example.y_true.map { row in labels.indices.filter { row[$0] == 1 }.map { labels[$0] } }, labels: labels)
            let targets = Targets.labelSets(sets)
            let rule = try DecisionRule(thresholds: labels.map { _ in example.threshold })
            let expected = example.expected
            var pairs: [(any Metric, Double)] = [
                (Accuracy(rule: rule), expected.subset_accuracy), (HammingLoss(rule: rule), expected.hamming_loss),
                (Precision(.macro, rule: rule), expected.precision_macro),
                (Precision(.micro, rule: rule), expected.precision_micro),
                (Precision(.weighted, rule: rule), expected.precision_weighted),
                (Recall(.macro, rule: rule), expected.recall_macro), (Recall(.micro), expected.recall_micro),
                (Recall(.weighted), expected.recall_weighted), (FScore(.macro), expected.f1_macro),
                (FScore(.micro), expected.f1_micro), (FScore(.weighted), expected.f1_weighted),
                (ROCAUC(), expected.roc_auc_macro), (ROCAUC(.micro), expected.roc_auc_micro),
                (ROCAUC(.weighted), expected.roc_auc_weighted), (LogLoss(), expected.log_loss_mean_over_labels),
            ]
            for (label, value) in zip(labels, expected.f1_per_label) { pairs.append((FScore(.label(label)), value)) }
            for (metric, value) in pairs {
                let computed = try metric.value(predictions: predictions, targets: targets)
                #expect(
                    agrees(computed.number, value, tolerance: 1e-12),
                    "\(example.name): \(metric.name) is \(computed), expected \(value)")
            }
            let metric = FScore(.micro, rule: rule)
            var counts = metric.makeState()
            try metric.update(&counts, predictions: predictions, targets: targets, weights: nil)
            for (label, matrix) in zip(labels, expected.multilabel_confusion_matrix) {
                #expect(
                    [
                        [counts.trueNegatives(label), counts.falsePositives(label)],
                        [counts.falseNegatives(label), counts.truePositives(label)],
                    ] == matrix, "\(example.name): \(label)")
            }
        }
    }
}
