import MLCore
import Testing

@testable import MLTrain

@Suite("Rows of diagnostics")
struct DiagnosticRowsTests {
    @Test("every beginning of a stratified order has the shares of the classes, rare ones first")
    func order() throws {
        let indices = (0..<1000).map { Int32($0 < 900 ? 0 : $0 < 990 ? 1 : 2) }
        let targets = Targets.classes(try ClassTargets(indices: indices, labels: ["a", "b", "c"]))
        let order = StratifiedOrder(targets, rows: Array(0..<1000), generator: SeededGenerator(seed: 1)).rows
        #expect(order.sorted() == Array(0..<1000))
        #expect(order.prefix(3).map { indices[$0] } == [0, 1, 2])
        for size in [50, 200, 500] {
            let common = order.prefix(size).count { indices[$0] == 0 }
            #expect(abs(Double(common) - 0.9 * Double(size)) <= 4)
        }
        let other = StratifiedOrder(targets, rows: Array(0..<1000), generator: SeededGenerator(seed: 2)).rows
        #expect(other != order)
        #expect(StratifiedOrder(targets, rows: [], generator: SeededGenerator(seed: 1)).rows.isEmpty)
    }

    @Test("parts have equal sizes and the shares of the classes")
    func parts() throws {
        let indices = (0..<103).map { Int32($0 % 2) }
        let targets = Targets.classes(try ClassTargets(indices: indices, labels: ["a", "b"]))
        let parts = StratifiedOrder.parts(
            targets, rows: Array(0..<103), count: 4, generator: SeededGenerator(seed: 1))
        #expect(parts.flatMap { $0 }.sorted() == Array(0..<103))
        for part in parts {
            #expect((25...26).contains(part.count))
            #expect((12...14).contains(part.count { indices[$0] == 0 }))
        }
    }

    @Test("rows are grouped by value: dense and sparse, both zeros, all NaNs")
    func groups() throws {
        let dense = try FeatureMatrix(
            values: [0, 1, -0.0, 1, .nan, 2, -.nan, 2, 0, 2], rowCount: 5, schema: .numbered(2))
        let sparse = try FeatureMatrix(
            rows: SparseRows(
                offsets: [0, 1, 3, 4], columns: [1, 0, 1, 1], values: [1, .nan, 2, 3], columnCount: 2),
            absentMeans: .zero, schema: .numbered(2))
        let missing = try FeatureMatrix(
            rows: SparseRows(offsets: [0, 1, 3], columns: [1, 0, 1], values: [2, 0, 1], columnCount: 2),
            absentMeans: .missing, schema: .numbered(2))
        let groups = try RowGroups([dense, sparse], cancellation: CancellationToken())
        #expect(groups.groups == [0, 0, 1, 1, 2, 0, 1, 3])
        #expect(groups.count == 4)
        #expect(
            try RowGroups([dense, missing], cancellation: CancellationToken()).groups == [0, 0, 1, 1, 2, 1, 0])
    }

    @Test("grouping can be cancelled")
    func cancelled() throws {
        let token = CancellationToken()
        token.cancel()
        #expect(throws: CoreError.self) { try RowGroups([try Examples.matrix(rows: 3)], cancellation: token) }
    }

    @Test("columns of sparse and dense matrices have the same values")
    func columns() throws {
        let sparse = try Examples.sparseLabels(rows: 40).features
        let (first, second) = (MatrixColumns(sparse), MatrixColumns(try sparse.densified()))
        for feature in 0..<sparse.featureCount {
            var values = [Double](repeating: first.column(feature).absent, count: 40)
            first.column(feature).forEachStored { values[$0] = $1 }
            #expect(values == second.column(feature).values)
            let left = ColumnSummary(first.column(feature))
            #expect(left.constant == nil)
            #expect(ColumnSummary.areSame(first.column(feature), second.column(feature)))
        }
    }

    @Test("replacing a feature changes nothing else, in dense and in sparse rows")
    func replacing() throws {
        let sparse = try Examples.sparseLabels(rows: 30).features
        let values = (0..<30).map { $0 % 3 == 0 ? 0 : Double($0) }
        let left = try sparse.replacing(7, with: values)
        let right = try sparse.densified().replacing(7, with: values)
        #expect(left.isSparse)
        #expect(try left.densified() == right)
        for row in 0..<30 { #expect(try right.row(row).dense[7] == values[row]) }
    }
}
