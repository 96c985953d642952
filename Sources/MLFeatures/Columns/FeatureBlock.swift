import MLCore

/// What a column transformer writes: its features for some rows, dense or sparse.
///
/// Rows are written in order, and within a row features in ascending order; a feature that is not written is zero.
/// Sparse blocks store no zeros, so the same values give the same block however they came about.
public struct FeatureBlock: Sendable {
    /// The number of features of the transformer.
    public let featureCount: Int
    /// The number of rows that will be written.
    public let rowCapacity: Int
    /// Whether only values other than zero are stored.
    public let isSparse: Bool
    /// The number of rows that are complete.
    public private(set) var rowCount = 0

    /// The values: when dense row-major, `rowCapacity * featureCount`, when sparse only those that are stored.
    package private(set) var values: [Double]
    /// Sparse: the feature of each stored value, strictly increasing within a row.
    package private(set) var columns: [Int32] = []
    /// Sparse: where each row begins in ``values``, and where the last one ends.
    package private(set) var offsets = [0]

    /// Creates an empty block.
    ///
    /// - Precondition: The product of the counts fits the address space.
    package init(featureCount: Int, rowCapacity: Int, isSparse: Bool) {
        self.featureCount = featureCount
        self.rowCapacity = rowCapacity
        self.isSparse = isSparse
        values = isSparse ? [] : [Double](repeating: 0, count: rowCapacity * featureCount)
        if isSparse { offsets.reserveCapacity(rowCapacity + 1) }
    }

    /// Writes a value of the current row.
    ///
    /// - Parameters:
    ///   - value: The value; NaN is missing.
    ///   - feature: The feature, from 0 to `featureCount - 1`, larger than the last one written in this row.
    /// - Throws: ``FeatureError`` with code `malformedOutput`.
    public mutating func append(_ value: Double, at feature: Int) throws {
        let isAscending = !isSparse || columns.count == offsets[rowCount] || Int(columns[columns.count - 1]) < feature
        guard rowCount < rowCapacity, feature >= 0, feature < featureCount, isAscending else {
            throw FeatureError(
                .malformedOutput, "feature \(feature) of \(featureCount) in row \(rowCount) of \(rowCapacity)",
                at: "feature block", remedy: "Write features in ascending order, once each.")
        }
        write(value, at: feature)
    }

    /// Completes the current row.
    ///
    /// - Throws: ``FeatureError`` with code `malformedOutput` when all rows are complete already.
    public mutating func endRow() throws {
        guard rowCount < rowCapacity else {
            throw FeatureError(.malformedOutput, "more than \(rowCapacity) rows", at: "feature block")
        }
        completeRow()
    }

    /// Throws unless this memory has the width of a transformer and room for further rows; then ``write(_:at:)`` and
    /// ``completeRow()`` need no checks.
    ///
    /// - Throws: ``FeatureError`` with code `malformedOutput`.
    func require(featureCount width: Int, rows: Int) throws(FeatureError) {
        guard width == featureCount, rows <= rowCapacity - rowCount else {
            throw FeatureError(
                .malformedOutput,
                "room for \(rowCapacity - rowCount) rows of \(featureCount), needed are \(rows) of \(width)",
                at: "feature block", remedy: "Let features(of:isSparse:) make the memory.")
        }
    }

    /// Writes a value of the current row.
    ///
    /// - Precondition: There is a current row, and the feature is in range and larger than the last one of the row.
    @inline(__always)
    mutating func write(_ value: Double, at feature: Int) {
        if isSparse {
            guard value != 0 else { return }
            columns.append(Int32(truncatingIfNeeded: feature))
            values.append(value)
        } else {
            values[rowCount * featureCount + feature] = value
        }
    }

    /// Completes the current row.
    ///
    /// - Precondition: There is a current row.
    @inline(__always)
    mutating func completeRow() {
        rowCount += 1
        if isSparse { offsets.append(columns.count) }
    }
}
