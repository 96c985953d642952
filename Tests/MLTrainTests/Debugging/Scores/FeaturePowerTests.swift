import MLCore
import Testing

@testable import MLTrain

@Suite("Power of single features")
struct FeaturePowerTests {
    private func set(_ columns: [[Double]], _ targets: Targets) throws -> TrainingSet {
        let count = columns[0].count
        let values = (0..<count).flatMap { row in columns.map { $0[row] } }
        return try TrainingSet(
            features: FeatureMatrix(values: values, rowCount: count, schema: .numbered(columns.count)), targets: targets
        )
    }

    private func binary(rows: Int, seed: UInt64) throws -> TrainingSet {
        var generator = SeededGenerator(seed: seed)
        let noise = (0..<rows).map { _ in generator.nextNormal() }
        let bent = (0..<rows).map { _ in generator.nextNormal() }
        let indices = bent.map { Int32(abs($0) < 0.7 ? 1 : 0) }
        let gaps = indices.map { $0 == 1 ? Double.nan : 1 }
        let steady = indices.map { $0 == 1 ? 1.0 : -1 }
        return try set(
            [noise, bent, gaps, steady], .classes(try ClassTargets(indices: indices, labels: ["no", "yes"])))
    }

    @Test("noise has none, whatever the form of a relation it is found, and missing values tell too")
    func forms() throws {
        let power = FeaturePower(training: try binary(rows: 2000, seed: 1), heldOut: try binary(rows: 1000, seed: 2))
        #expect(abs((power.value(of: 0) ?? 0) - 0.5) < 0.05)
        #expect((power.value(of: 1) ?? 0) > 0.97)
        #expect(power.value(of: 2) == 1)
        #expect(power.value(of: 3) == 1)
    }

    @Test("of a number the share of the variance is measured")
    func numbers() throws {
        var generator = SeededGenerator(seed: 4)
        func sample() throws -> TrainingSet {
            let x = (0..<2000).map { _ in generator.nextNormal() }
            let noise = (0..<2000).map { _ in generator.nextNormal() }
            return try set([x, noise], .numbers(zip(x, noise).map { $0 * $0 + 0.1 * $1 }))
        }
        let power = FeaturePower(training: try sample(), heldOut: try sample())
        #expect((power.value(of: 0) ?? 0) > 0.85)
        #expect(abs(power.value(of: 1) ?? 1) < 0.1)
    }

    @Test("dense and sparse rows give the same power")
    func sparse() throws {
        let data = try Examples.sparseLabels(rows: 300)
        let dense = try TrainingSet(features: data.features.densified(), targets: data.targets)
        let (first, second) = (
            FeaturePower(training: data, heldOut: data), FeaturePower(training: dense, heldOut: dense)
        )
        for feature in 0..<data.features.featureCount { #expect(first.value(of: feature) == second.value(of: feature)) }
        #expect((0..<5).compactMap { first.value(of: $0) }.allSatisfy { $0 > 0.55 })
    }

    @Test("bins hold about the same number of values, and heavy values have one for themselves")
    func bins() {
        let values = (0..<320).map(Double.init) + [.nan, .infinity, -.infinity]
        let bins = ValueBins(MatrixColumns.Column(rows: nil, values: values, absent: 0, rowCount: values.count))
        var counts = [Int](repeating: 0, count: bins.count)
        for value in values { counts[bins.bin(of: value)] += 1 }
        #expect(bins.count == 33 && counts.last == 1)
        #expect(counts.dropLast().allSatisfy { (8...12).contains($0) })
        let heavy = ValueBins(
            MatrixColumns.Column(rows: [1, 3], values: [-1, 2], absent: 0, rowCount: 1000))
        #expect(heavy.bin(of: 0) != heavy.bin(of: 2))
        let empty = ValueBins(MatrixColumns.Column(rows: nil, values: [.nan], absent: 0, rowCount: 1))
        #expect(empty.count == 2 && empty.bin(of: .nan) == 1 && empty.bin(of: 5) == 0)
    }
}
