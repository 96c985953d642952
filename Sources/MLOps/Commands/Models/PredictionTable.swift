#if CommandLine
import MLData

/// Turns pieces of an input table into tables of predictions.
protocol PredictionTable {
    /// The columns that follow those that are kept, in order.
    var names: [String] { get }

    /// The kept columns and the predictions for some rows.
    ///
    /// - Parameters:
    ///   - chunk: The rows.
    ///   - threads: How many threads may be used; the outputs do not depend on it.
    /// - Returns: One row for each row.
    /// - Throws: An error that names the first row that the model does not take.
    func table(for chunk: PredictionInput.Chunk, threads: Int) throws -> DataFrame
}
#endif
