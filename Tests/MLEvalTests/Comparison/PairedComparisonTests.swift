import MLCore
import MLEval
import Testing

@Suite("PairedComparison")
struct PairedComparisonTests {
    @Test("The difference has the interval of the paired replicates, not of the single ones")
    func difference() throws {
        let comparison = try PairedComparison(
            metric: "microF1", baseline: SummaryFixture.summary(0.5, shared: 0.1),
            candidate: SummaryFixture.summary(0.6, spread: 0.03, shared: 0.1))
        #expect(abs(comparison.difference - 0.1) < 1e-12)
        #expect(comparison.interval.lower > 0.07 && comparison.interval.upper < 0.13)
        #expect(comparison.interval.method == "paired percentile bootstrap, 101 resamples")
    }

    @Test("A missing metric or slice is an error that lists those there are")
    func unknown() throws {
        let summary = try SummaryFixture.summary(0.5)
        let error = #expect(throws: EvaluationError.self) {
            try PairedComparison(metric: "auc", baseline: summary, candidate: summary)
        }
        #expect(error?.code == .unknownMetric)
        #expect(error?.details.remedy == "Metrics are: microF1.")
        #expect(throws: EvaluationError.self) {
            try PairedComparison(metric: "microF1", slice: "none", baseline: summary, candidate: summary)
        }
    }
}
