import MLCore

/// Writes sparse features with labels in the text format of LIBSVM.
///
/// Numbers are in their shortest form that reads back exactly. Of a sparse matrix the stored values are written, of a
/// dense one those that are not zero. Missing values, which are NaN, are left out where absent values mean missing, and
/// refused else: the format has no word for them.
public struct LibSVMWriter: Sendable, Hashable {
    /// What the first feature is called: 0 or 1.
    public var firstIndex: Int

    /// Creates a writer.
    ///
    /// - Parameter firstIndex: What the first feature is called: 0 or 1.
    public init(firstIndex: Int = 1) { self.firstIndex = firstIndex }

    /// The table as bytes.
    ///
    /// - Parameter table: The features, labels, queries and weights.
    /// - Returns: One line for each row.
    /// - Throws: ``DataError`` with code `invalidConfiguration`, or `valueOutOfRange` for a value that is not finite.
    public func bytes(of table: LibSVMTable) throws(DataError) -> [UInt8] {
        try check()
        var bytes: [UInt8] = []
        for row in 0..<table.features.rowCount { try append(table, row, to: &bytes) }
        return bytes
    }

    /// Writes the table to a file, which is replaced in one step.
    ///
    /// - Parameters:
    ///   - table: The features, labels, queries and weights.
    ///   - path: The path of the file; its directory exists.
    /// - Throws: ``DataError`` with code `fileUnwritable`, or as ``bytes(of:)``; the file is then as before.
    public func write(_ table: LibSVMTable, to path: String) throws {
        try check()
        var row = 0
        try OutputFile.write(to: path) {
            guard row < table.features.rowCount else { return nil }
            var bytes: [UInt8] = []
            while row < table.features.rowCount, bytes.count < 1 << 18 {
                try append(table, row, to: &bytes)
                row += 1
            }
            return bytes
        }
    }

    private func check() throws(DataError) {
        guard firstIndex == 0 || firstIndex == 1 else {
            throw DataError(.invalidConfiguration, "the first index \(firstIndex) is not 0 or 1", at: "LibSVM writer")
        }
    }

    private func append(_ table: LibSVMTable, _ row: Int, to bytes: inout [UInt8]) throws(DataError) {
        NumberText.appendShortest(table.labels[row], to: &bytes)
        if let weights = table.weights {
            bytes.append(UInt8(ascii: ":"))
            NumberText.appendShortest(weights[row], to: &bytes)
        }
        if let queries = table.queries { bytes.append(contentsOf: " qid:\(queries[row])".utf8) }
        switch table.features.storage {
        case .dense(let values):
            let width = table.features.featureCount
            for column in 0..<width where values[row * width + column] != 0 {
                try append(column, values[row * width + column], row, absentMeans: .zero, to: &bytes)
            }
        case .sparse(let rows, let absentMeans):
            for position in rows.range(ofRow: row) {
                try append(
                    Int(rows.columns[position]), rows.values[position], row, absentMeans: absentMeans, to: &bytes)
            }
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private func append(
        _ column: Int, _ value: Double, _ row: Int, absentMeans: AbsentMeaning, to bytes: inout [UInt8]
    ) throws(DataError) {
        if value.isNaN, absentMeans == .missing { return }
        guard value.isFinite else {
            throw DataError(
                .valueOutOfRange, "\(value) cannot be written", at: "row \(row), feature \(column)",
                remedy: "Fill missing values first, or let absent values mean missing.")
        }
        bytes.append(contentsOf: " \(column + firstIndex):".utf8)
        NumberText.appendShortest(value, to: &bytes)
    }
}
