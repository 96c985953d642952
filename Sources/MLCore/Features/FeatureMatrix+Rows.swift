extension FeatureMatrix {
    /// Writes one row with every value stored into memory of the caller.
    ///
    /// - Parameters:
    ///   - row: A row of this matrix.
    ///   - memory: At least ``featureCount`` values; the first of them are overwritten.
    package func copyRow(_ row: Int, into memory: inout [Scalar]) {
        switch storage {
        case .dense(let values):
            let start = row * featureCount
            for column in 0..<featureCount { memory[column] = values[start + column] }
        case .sparse(let rows, let absentMeans):
            let absent: Scalar = absentMeans.value()
            for column in 0..<featureCount { memory[column] = absent }
            for position in rows.range(ofRow: row) { memory[Int(rows.columns[position])] = rows.values[position] }
        }
    }

    /// The same features as `Double`, stored in the same way.
    package func converted() -> FeatureMatrix<Double> {
        switch storage {
        case .dense(let values):
            return FeatureMatrix<Double>(schema: schema, rowCount: rowCount, storage: .dense(values.map { Double($0) }))
        case .sparse(let rows, let absentMeans):
            let converted = SparseRows<Double>(
                uncheckedOffsets: rows.offsets, columns: rows.columns, values: rows.values.map { Double($0) })
            return FeatureMatrix<Double>(
                schema: schema, rowCount: rowCount, storage: .sparse(converted, absentMeans: absentMeans))
        }
    }
}
