public import MLCore

/// What a LibSVM file holds: sparse features, and for each row a label and perhaps a query and a weight.
public struct LibSVMTable: Sendable {
    /// The features as compressed sparse rows, called `f0`, `f1`, … whatever the first index of the file is.
    public let features: FeatureMatrix<Double>
    /// The label of each row.
    public let labels: [Double]
    /// The query of each row, or `nil` when the file has none.
    public let queries: [Int64]?
    /// The weight of each row, or `nil` when the file has none.
    public let weights: [Double]?
    /// The rows that were rejected, by line; empty unless the reader asks for quarantine.
    public let rejectedRows: [RejectedRow]
    /// The number of bytes of the input that were read so far.
    public let byteCount: Int
    let lineNumbers: LineNumbers

    /// Creates a table.
    ///
    /// - Parameters:
    ///   - features: The features of each row.
    ///   - labels: The label of each row; finite.
    ///   - queries: The query of each row.
    ///   - weights: The weight of each row; finite.
    /// - Throws: ``DataError`` with code `lengthMismatch`, or `valueOutOfRange` for a label or weight that is not finite.
    public init(
        features: FeatureMatrix<Double>, labels: [Double], queries: [Int64]? = nil, weights: [Double]? = nil
    ) throws(DataError) {
        for (name, count) in [("labels", labels.count), ("queries", queries?.count), ("weights", weights?.count)] {
            guard let count, count != features.rowCount else { continue }
            throw DataError(.lengthMismatch, "\(count) \(name) for \(features.rowCount) rows", at: "LibSVM table")
        }
        for (name, values) in [("label", labels), ("weight", weights ?? [])] {
            guard let row = values.firstIndex(where: { !$0.isFinite }) else { continue }
            throw DataError(.valueOutOfRange, "the \(name) is not finite", at: "LibSVM table, row \(row)")
        }
        self.init(
            features: features, labels: labels, queries: queries, weights: weights, rejectedRows: [], byteCount: 0,
            lineNumbers: LineNumbers())
    }

    init(
        features: FeatureMatrix<Double>, labels: [Double], queries: [Int64]?, weights: [Double]?,
        rejectedRows: [RejectedRow], byteCount: Int, lineNumbers: LineNumbers
    ) {
        self.features = features
        self.labels = labels
        self.queries = queries
        self.weights = weights
        self.rejectedRows = rejectedRows
        self.byteCount = byteCount
        self.lineNumbers = lineNumbers
    }

    /// The line of the input where a row stands, counted from 1, or `nil` for a row that was not read.
    public func line(ofRow row: Int) -> Int? { lineNumbers[row] }
}
