import MLCore
import Testing

@testable import MLTrain

@Suite("TreeGrower")
struct TreeGrowerTests {
    private func tree(byteLimit: Int, threads: Int, isLeafWise: Bool = true) throws -> DecisionTree {
        let rows = 3000
        let matrix = try Examples.matrix(rows: rows, width: 5, seed: 7)
        let targets = try Examples.scores(matrix, noise: 0.2, seed: 7)
        let data = try BinnedFeatures(
            matrix, maximumBins: 64, seed: SeededGenerator(seed: 1), threads: threads, for: "test")
        let objective = PointwiseObjective(SquaredError(), targets: targets, weights: nil)
        var derivatives = Derivatives(rowCount: rows, outputCount: 1)
        let margins = [Double](repeating: 0.1, count: rows)
        margins.withUnsafeBufferPointer { margins in
            if let start = margins.baseAddress { derivatives.update(objective, margins: start, threads: threads) }
        }
        let partition = RowPartition(capacity: rows, threads: threads)
        partition.reset(count: rows)
        let rules = SplitRules(
            leaf: LeafRule(l1Penalty: 0, l2Penalty: 1, maximumStep: .infinity), minimumLeafRows: 5,
            minimumLeafHessian: 0, minimumGain: 0)
        let finder = SplitFinder(
            rules: rules, data: data, scale: derivatives.scale,
            choice: FeatureChoice(features: [0, 1, 2, 3, 4], generator: SeededGenerator(seed: 2)))
        let grower = TreeGrower(
            limits: GrowthLimits(isLeafWise: isLeafWise, maximumLeaves: 40, maximumDepth: 12), finder: finder,
            builder: HistogramBuilder(data, byteLimit: byteLimit), partition: partition, learningRate: 1,
            threads: threads)
        let (tree, ranges) = grower.grown(derivatives.output(0), usesAllRows: true)
        // Every row is in one leaf, and leaves hold what their rows say.
        var seen = Set<Int32>()
        for (index, node) in tree.nodes.enumerated() {
            guard case .leaf(let value) = node else { continue }
            let members = ranges[index].map { partition.rows.start[$0] }
            seen.formUnion(members)
            #expect(Double(members.count) == tree.covers[index] && members.count >= 5)
            let rest = members.reduce(0) { $0 + targets[Int($1)] - 0.1 }
            #expect(abs(value - rest / Double(members.count + 1)) < 1e-6)
        }
        #expect(seen.count == rows)
        return try tree.decisionTree(data.features)
    }

    @Test("histograms that were given back are added up again, with the same tree", arguments: [true, false])
    func memory(isLeafWise: Bool) throws {
        let whole = try tree(byteLimit: 1 << 30, threads: 1, isLeafWise: isLeafWise)
        #expect(whole.nodes.count == 79)
        for threads in [1, 3] {
            for byteLimit in [0, 30_000] {
                #expect(try tree(byteLimit: byteLimit, threads: threads, isLeafWise: isLeafWise) == whole)
            }
        }
    }

    @Test("rows of a leaf stay in order, whoever parts them")
    func order() {
        let column = (0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* 7 % 5) }
        let table = (0..<256).map { UInt8($0 % 2) }
        for threads in [1, 2, 5] {
            let partition = RowPartition(capacity: column.count, threads: threads)
            partition.reset(count: column.count)
            let middle = column.withUnsafeBufferPointer { column in
                column.baseAddress.map {
                    partition.split(100..<49_900, column: $0, table: table, threads: threads)
                } ?? 0
            }
            let rows = (0..<column.count).map { Int(partition.rows.start[$0]) }
            let expected =
                Array(0..<100) + (100..<49_900).filter { table[Int(column[$0])] == 1 }
                + (100..<49_900).filter { table[Int(column[$0])] == 0 } + Array(49_900..<50_000)
            #expect(rows == expected && middle == 100 + (100..<49_900).count { table[Int(column[$0])] == 1 })
        }
    }

    @Test("units of derivatives keep powers of two exactly and never overflow", arguments: [1, 1000, 1 << 27])
    func scale(rowCount: Int) {
        for bound in [0, 1e-300, 0.25, 1, 3, 1e10] {
            let scale = DerivativeScale(gradientBound: bound, hessianBound: bound, rowCount: rowCount)
            let gradient = Int64((bound / scale.gradientUnit).rounded())
            let hessian = Int64((bound / scale.hessianUnit).rounded())
            let (sum, overflow) = gradient.multipliedReportingOverflow(by: Int64(rowCount))
            #expect(!overflow && sum >= 0 && gradient <= 1 << 30)
            let (packed, isTooLarge) = (hessian << scale.countBits | 1).multipliedReportingOverflow(
                by: Int64(rowCount))
            #expect(!isTooLarge)
            #expect(scale.count(BinSum(0, packed)) == Int64(rowCount))
            #expect(scale.hessian(BinSum(0, packed)) == Double(hessian * Int64(rowCount)) * scale.hessianUnit)
        }
    }

    @Test("many rows of small second derivatives keep them, and their sums never overflow")
    func manyRows() {
        for (rowCount, share) in [(10_000_000, 1e-5), (100_000_000, 1e-4), (1 << 27, 0.25)] {
            let sum = Double(rowCount) * share
            let scale = DerivativeScale(
                gradientBound: 1, hessianBound: 0.25, hessianSum: sum, rowCount: rowCount)
            let units = (share / scale.hessianUnit).rounded()
            #expect(units >= 64 && units * Double(rowCount) < 0x1p62 / Double(1 << scale.countBits))
            #expect(0.25 / scale.hessianUnit <= 0x1p30)
        }
    }

    @Test("a value that is missing outside of the rows that bins are chosen from has a code of its own")
    func missingOutsideSample() throws {
        let rows = BinnedFeatures.sampleLimit + 1000
        var values = (0..<rows).map { Double($0 % 300) }
        for row in stride(from: 3, to: rows, by: 1999) { values[row] = .nan }
        let all = try FeatureMatrix(values: values, rowCount: rows, schema: try .numbered(1))
        var sampled = SeededGenerator(seed: 1)
        let chosen = Set(try sampled.sample(BinnedFeatures.sampleLimit, from: rows))
        let outside = try #require((0..<rows).first { !chosen.contains($0) })
        var one = values.map { $0.isNaN ? 0 : $0 }
        one[outside] = .nan
        let few = try FeatureMatrix(values: one, rowCount: rows, schema: try .numbered(1))
        for (matrix, count) in [(all, values.count { $0.isNaN }), (few, 1)] {
            let data = try BinnedFeatures(
                matrix, maximumBins: 255, seed: SeededGenerator(seed: 1), threads: 2, for: "test")
            let bins = data.features[0]
            #expect(bins.hasMissing && data.groups[0].binStride == bins.count + 1)
            #expect((0..<rows).count { Int(data.column(0)[$0]) == bins.missingBin } == count)
        }
    }
}
