import MLCore
import MLData
import MLEval
import MLStatistics
import Testing

@Suite("Evaluation")
struct EvaluationTests {
    private let labels = ["Comedy", "Drama"]

    /// Rows whose first label is predicted well and whose second one is a coin toss.
    private func rows(_ count: Int, seed: UInt64 = 1) throws -> (Predictions, Targets, DataFrame) {
        var generator = SeededGenerator(seed: seed)
        var values: [Double] = []
        var names: [[String]] = []
        var years: [Int64] = []
        for row in 0..<count {
            let comedy = row % 2 == 0
            let drama = generator.nextUniform() < 0.5
            values += [comedy ? 0.9 : 0.1, generator.nextUniform()]
            names.append((comedy ? ["Comedy"] : []) + (drama ? ["Drama"] : []))
            years.append(row < count / 2 ? 1980 : 1990)
        }
        let frame = try DataFrame([("year", Column(years))])
        return (
            try Predictions(values: values, rowCount: count, task: .multilabel(labels: labels)),
            .labelSets(try LabelSets(names, labels: labels)), frame
        )
    }

    private func evaluation(_ slices: [Evaluation.SliceDefinition] = []) throws -> Evaluation {
        try Evaluation(
            metrics: [FScore(.micro), FScore(.macro)], slices: slices,
            resampling: Resampling(seed: 5, count: 200))
    }

    @Test("Every metric comes with an interval around it and with replicates")
    func intervals() throws {
        let (predictions, targets, _) = try rows(200)
        let summary = try evaluation().summary(of: predictions, targets: targets, subject: "m", dataset: "d")
        let micro = try #require(summary.overall.estimate("microF1"))
        let value = try #require(micro.value)
        #expect(try #require(micro.interval).contains(value))
        #expect(micro.replicates.count == 200)
        #expect(micro.rowCount == 200)
        #expect(0.6 < value && value < 0.9)
    }

    @Test("The result does not depend on the number of threads")
    func threads() throws {
        let (predictions, targets, _) = try rows(100)
        let one = try evaluation().summary(of: predictions, targets: targets, subject: "m", dataset: "d", threads: 1)
        let four = try evaluation().summary(of: predictions, targets: targets, subject: "m", dataset: "d", threads: 4)
        #expect(one == four)
    }

    @Test("A slice has the metrics of its rows, the same as if they were evaluated alone")
    func slices() throws {
        let (predictions, targets, frame) = try rows(100)
        let slice = Evaluation.SliceDefinition("eighties", .inRange(column: "year", lower: 1980, upper: 1990))
        let summary = try evaluation([slice]).summary(
            of: predictions, targets: targets, rows: frame, subject: "m", dataset: "d")
        let positions = Array(0..<50)
        let alone = try evaluation().summary(
            of: predictions.selecting(rows: positions), targets: targets.selecting(rows: positions), subject: "m",
            dataset: "d")
        #expect(summary.slice("eighties")?.metrics == alone.overall.metrics)
        #expect(summary.slice("eighties")?.rowCount == 50)
    }

    @Test("An empty slice has undefined metrics and is not an error")
    func emptySlice() throws {
        let (predictions, targets, frame) = try rows(10)
        let slice = Evaluation.SliceDefinition("future", .equals(column: "year", .int64(2090)))
        let summary = try evaluation([slice]).summary(
            of: predictions, targets: targets, rows: frame, subject: "m", dataset: "d")
        let estimate = try #require(summary.slice("future")?.estimate("microF1"))
        #expect(estimate.rowCount == 0)
        #expect(estimate.value == nil || estimate.interval == nil)
    }

    @Test("No rows, sizes that differ and slices without rows are errors")
    func refusals() throws {
        let (predictions, targets, _) = try rows(4)
        let none = try predictions.selecting(rows: [])
        #expect(throws: EvaluationError.self) {
            try evaluation().summary(of: none, targets: targets, subject: "m", dataset: "d")
        }
        #expect(throws: EvaluationError.self) {
            try evaluation().summary(
                of: predictions, targets: targets, weights: [1], subject: "m", dataset: "d")
        }
        let slice = Evaluation.SliceDefinition("all of them", .all)
        #expect(throws: EvaluationError.self) {
            try evaluation([slice]).summary(of: predictions, targets: targets, subject: "m", dataset: "d")
        }
    }

    @Test("A bad configuration lists every fault")
    func configuration() throws {
        let deep = (0..<20).reduce(SlicePredicate.all) { predicate, _ in .not(predicate) }
        let error = #expect(throws: EvaluationError.self) {
            try Evaluation(
                metrics: [FScore(.micro), FScore(.micro)],
                slices: [.init("all", .all), .init("deep", deep)])
        }
        let problem = error?.details.problem ?? ""
        #expect(problem.contains("two metrics have the same name"))
        #expect(problem.contains("two slices have the same name"))
        #expect(problem.contains("slice deep: the predicate is nested more than 16 deep"))
    }

    @Test("A summary survives canonical JSON")
    func coding() throws {
        let (predictions, targets, frame) = try rows(20)
        let slice = Evaluation.SliceDefinition("early", .and([.inRange(column: "year", lower: nil, upper: 1990)]))
        let summary = try evaluation([slice]).summary(
            of: predictions, targets: targets, rows: frame, subject: "m", dataset: "d")
        let bytes = try CanonicalJSONEncoder().encode(summary)
        #expect(try CanonicalJSONDecoder().decode(EvaluationSummary.self, from: bytes) == summary)
    }
}
