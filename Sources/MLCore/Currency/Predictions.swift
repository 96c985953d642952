/// The outputs of a model for a batch of rows.
public struct Predictions: Sendable, Hashable {
    /// Row-major, rows × outputs.
    public let values: [Double]
    /// The number of rows.
    public let rowCount: Int
    /// What the outputs mean.
    public let task: PredictionTask
    /// The number of outputs of a row.
    public let outputCount: Int

    /// Creates predictions.
    ///
    /// - Parameters:
    ///   - values: Row-major, rows × outputs.
    ///   - rowCount: The number of rows.
    ///   - task: What the outputs mean.
    /// - Throws: ``CoreError`` with code `shapeMismatch` when the number of values is not the product of the counts.
    public init(values: [Double], rowCount: Int, task: PredictionTask) throws(CoreError) {
        let outputCount = task.outputCount
        let (product, overflow) = rowCount.multipliedReportingOverflow(by: outputCount)
        guard rowCount >= 0, !overflow, product == values.count else {
            throw CoreError(
                .shapeMismatch, "\(values.count) values for \(rowCount) rows of \(outputCount) outputs",
                at: "predictions")
        }
        self.values = values
        self.rowCount = rowCount
        self.task = task
        self.outputCount = outputCount
    }

    /// The outputs of one row.
    ///
    /// - Throws: ``CoreError`` with code `invalidArgument` when there is no such row.
    public func row(_ index: Int) throws(CoreError) -> ArraySlice<Double> {
        guard index >= 0, index < rowCount else {
            throw CoreError(.invalidArgument, "row \(index) of \(rowCount)", at: "predictions")
        }
        return values[index * outputCount..<(index + 1) * outputCount]
    }

    /// The rows of the given positions, in that order; a position may occur more than once.
    ///
    /// - Throws: ``CoreError`` with code `invalidArgument` when there is no such row, or `limitExceeded` when the result
    ///   would hold more than 2³¹ values.
    public func selecting(rows positions: [Int]) throws(CoreError) -> Predictions {
        var selected: [Double] = []
        selected.reserveCapacity(
            try DenseSize.checked(rows: positions.count, columns: outputCount, at: "predictions"))
        for position in positions { selected.append(contentsOf: try row(position)) }
        return try Predictions(values: selected, rowCount: positions.count, task: task)
    }
}
