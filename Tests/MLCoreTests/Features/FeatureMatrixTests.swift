import MLCore
import Testing

@Suite("FeatureMatrix")
struct FeatureMatrixTests {
    /// The rows `[1, absent, 2]`, `[absent, absent, absent]` and `[absent, 3, absent]`.
    private func sparse(_ absentMeans: AbsentMeaning) throws -> FeatureMatrix<Double> {
        try FeatureMatrix(
            rows: SparseRows(offsets: [0, 2, 2, 3], columns: [0, 2, 1], values: [1, 2, 3], columnCount: 3),
            absentMeans: absentMeans, schema: .numbered(3))
    }

    private func bits(_ values: [Double]) -> [UInt64] { values.map { $0.isNaN ? .max : $0.bitPattern } }

    private let zeros: [Double] = [1, 0, 2, 0, 0, 0, 0, 3, 0]
    private let missing: [Double] = [1, .nan, 2, .nan, .nan, .nan, .nan, 3, .nan]

    @Test("The number of values is rows times features")
    func shapes() throws {
        let schema = try FeatureSchema.numbered(3)
        #expect(try FeatureMatrix(values: zeros, rowCount: 3, schema: schema).featureCount == 3)
        #expect(try FeatureMatrix<Float>(values: [], rowCount: 0, schema: schema).rowCount == 0)
        for rowCount in [-3, 0, 2, 4, Int.min, Int.max, Int.max / 3] {
            expectCoreError(.shapeMismatch) { try FeatureMatrix(values: zeros, rowCount: rowCount, schema: schema) }
        }
        expectCoreError(.shapeMismatch) { try FeatureMatrix(values: zeros, rowCount: 3, schema: .numbered(0)) }
        expectCoreError(.shapeMismatch) { try FeatureMatrix<Float>(values: [], rowCount: -1, schema: .numbered(0)) }
        expectCoreError(.limitExceeded) { try FeatureMatrix<Float>(values: [], rowCount: .max, schema: .numbered(0)) }
        #expect(try FeatureMatrix<Float>(values: [], rowCount: 5, schema: .numbered(0)).row(4).count == 0)
        let rows = try SparseRows(offsets: [0, 1], columns: [3], values: [1.0], columnCount: 4)
        expectCoreError(.malformedInput) { try FeatureMatrix(rows: rows, absentMeans: .zero, schema: schema) }
        let negative = SparseRows(uncheckedOffsets: [0, 1], columns: [-1], values: [1.0])
        expectCoreError(.malformedInput) { try FeatureMatrix(rows: negative, absentMeans: .zero, schema: schema) }
    }

    @Test("Densifying fills absent values with their meaning and leaves dense matrices alone")
    func densified() throws {
        #expect(try sparse(.zero).isSparse)
        for (absentMeans, expected) in [(AbsentMeaning.zero, zeros), (.missing, missing)] {
            let dense = try sparse(absentMeans).densified()
            #expect(!dense.isSparse)
            #expect(dense.rowCount == 3)
            guard case .dense(let values) = dense.storage else { continue }
            #expect(bits(values) == bits(expected))
        }
        let dense = try FeatureMatrix(values: zeros, rowCount: 3, schema: .numbered(3))
        #expect(try dense.densified() == dense)
    }

    @Test("A dense form that would be too large is refused before it is allocated")
    func densifiedLimit() throws {
        let rows = SparseRows<Float>(uncheckedOffsets: [Int](repeating: 0, count: 1 << 16), columns: [], values: [])
        let matrix = try FeatureMatrix(rows: rows, absentMeans: .zero, schema: .numbered(1 << 16))
        expectCoreError(.limitExceeded) { try matrix.densified() }
        let wide = try FeatureMatrix(values: [Float](repeating: 0, count: 1 << 16), rowCount: 1, schema: matrix.schema)
        expectCoreError(.limitExceeded) { try wide.selecting(rows: [Int](repeating: 0, count: 1 << 16)) }
    }

    @Test("Rows, copied rows and selected rows agree between dense and sparse storage")
    func rows() throws {
        for absentMeans in [AbsentMeaning.zero, .missing] {
            let sparse = try sparse(absentMeans)
            let dense = try sparse.densified()
            for row in 0..<3 {
                #expect(bits(try sparse.row(row).dense) == bits(try dense.row(row).dense))
                #expect(try sparse.row(row).count == 3)
                var memory = [Double](repeating: 9, count: 5)
                sparse.copyRow(row, into: &memory)
                #expect(bits(Array(memory[..<3])) == bits(try dense.row(row).dense))
                dense.copyRow(row, into: &memory)
                #expect(bits(memory) == bits(try sparse.row(row).dense + [9, 9]))
            }
            let selected = try sparse.selecting(rows: [2, 0, 0, 1])
            #expect(selected.isSparse)
            let fromDense = try dense.selecting(rows: [2, 0, 0, 1])
            #expect(selected.rowCount == 4)
            for row in 0..<4 { #expect(bits(try selected.row(row).dense) == bits(try fromDense.row(row).dense)) }
            for position in [-1, 3, Int.min, Int.max] {
                for matrix in [sparse, dense] {
                    expectCoreError(.invalidArgument) { try matrix.row(position) }
                    expectCoreError(.invalidArgument) { try matrix.selecting(rows: [0, position]) }
                }
            }
            #expect(try sparse.selecting(rows: []).rowCount == 0)
        }
    }
}
