import MLCore
import MLStatistics
import MLTestKit
import MLTrain
import Testing

@Suite("Diagnostics and learning curves of hostile rows")
struct HostileRowsTests {
    private static let values: [Double] = [
        0, -0.0, 1, 2, -3, .nan, .infinity, -.infinity, 1e308, -1e308, .leastNonzeroMagnitude, 0x1p53, 7.5,
    ]

    /// Few rows of anything that a training set may hold.
    private func rows(_ seed: UInt64) throws -> TrainingSet {
        var generator = SeededGenerator(seed: seed)
        let (count, width) = (1 + generator.next(below: 30), generator.next(below: 4))
        let pool = generator.next(below: 2) == 0 ? Self.values : [0, 1, 2, .nan]
        func value() -> Double { pool[generator.next(below: pool.count)] }
        let features: FeatureMatrix<Double>
        if generator.next(below: 2) == 0 {
            features = try FeatureMatrix(
                values: (0..<count * width).map { _ in value() }, rowCount: count, schema: .numbered(width))
        } else {
            var (offsets, columns, stored) = ([0], [Int32](), [Double]())
            for _ in 0..<count {
                for column in 0..<width where generator.next(below: 2) == 0 {
                    columns.append(Int32(column))
                    stored.append(value())
                }
                offsets.append(columns.count)
            }
            features = try FeatureMatrix(
                rows: SparseRows(offsets: offsets, columns: columns, values: stored, columnCount: width),
                absentMeans: generator.next(below: 2) == 0 ? .zero : .missing, schema: .numbered(width))
        }
        let weights =
            generator.next(below: 3) == 0
            ? (0..<count).map { $0 == 0 ? 1 : [0, 1, 1e300][generator.next(below: 3)] } : nil
        return try TrainingSet(features: features, targets: try targets(count, &generator), weights: weights)
    }

    private func targets(_ count: Int, _ generator: inout SeededGenerator) throws -> Targets {
        let labels = Array(["a", "b", "c"].prefix(1 + generator.next(below: 3)))
        switch generator.next(below: 4) {
        case 0:
            let numbers: [Double] = [0, 1, -2, 1e300, .leastNonzeroMagnitude]
            return .numbers((0..<count).map { _ in numbers[generator.next(below: 5)] })
        case 1: return .numbers((0..<count).map { _ in generator.nextNormal() })
        case 2:
            return .classes(
                try ClassTargets(
                    indices: (0..<count).map { _ in Int32(generator.next(below: labels.count)) }, labels: labels))
        default:
            let sets = (0..<count).map { _ in labels.filter { _ in generator.next(below: 2) == 0 } }
            return .labelSets(try LabelSets(sets, labels: labels))
        }
    }

    private func check(_ estimator: some Estimator, _ data: TrainingSet, _ validation: TrainingSet?, _ seed: UInt64)
        throws
    {
        var settings = TrainingDiagnostics()
        settings.batchCopies = 4
        let context = TrainingContext(seed: seed, validation: validation)
        let report = try settings.report(for: estimator, on: data, in: context)
        #expect(report.findings.map(\.check) == DiagnosticCheck.allCases)
        let bytes = try CanonicalJSONEncoder().encode(report)
        #expect(try CanonicalJSONDecoder().decode(DiagnosticReport.self, from: bytes) == report)
        #expect(!"\(report)".isEmpty)
        let metric: any Metric = if case .numbers = data.targets { RootMeanSquaredError() } else { LogLoss() }
        let curve: LearningCurveReport
        do {
            curve = try LearningCurve(shares: [0.5, 1], folds: 2).report(
                for: estimator, metric: metric, on: data, in: context, clock: ManualClock())
        } catch let error as TrainError {
            #expect(error.code != .cancelled)
            return
        } catch is CoreError {
            return
        }
        #expect(!curve.remarks.isEmpty)
        let stored = try CanonicalJSONEncoder().encode(curve)
        #expect(try CanonicalJSONDecoder().decode(LearningCurveReport.self, from: stored) == curve)
    }

    @Test("are answered with findings or typed errors, never with a trap, and every number can be stored")
    func hostile() throws {
        let boosting = GradientBoosting(rounds: 2, maximumLeaves: 3, minimumLeafRows: 1)
        for seed in 0..<80 {
            let data = try rows(UInt64(seed))
            let validation = seed % 3 == 0 ? try Self.alike(data) : nil
            try check(boosting, data, validation, UInt64(seed))
            try check(MajorityBaseline(), data, validation, UInt64(seed))
            if seed % 2 == 0 { try check(LogisticRegression(maximumIterations: 5), data, validation, UInt64(seed)) }
        }
    }

    /// Some of the rows, as validation data.
    private static func alike(_ data: TrainingSet) throws -> TrainingSet {
        try data.selecting(rows: Array(0..<data.rowCount).filter { $0 % 2 == 0 })
    }
}
