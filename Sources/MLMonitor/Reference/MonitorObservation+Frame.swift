public import MLCore
public import MLData

extension MonitorObservation {
    /// The observations of a table, with what a model gave for its rows.
    ///
    /// - Parameters:
    ///   - frame: The inputs.
    ///   - columns: The columns to take, or `nil` for all.
    ///   - predictions: Outputs of the model, one for each row, or `nil`.
    ///   - rule: How outputs become labels; `nil` takes the standard rule of the task.
    ///   - summaries: Numbers that the host computed, by name, one for each row.
    /// - Returns: One observation for each row.
    /// - Throws: `DataError` for an unknown column, or ``MonitorError`` with code `invalidConfiguration` when counts of
    ///   rows differ.
    public static func observations(
        of frame: DataFrame, columns: [String]? = nil, predictions: Predictions? = nil, rule: DecisionRule? = nil,
        summaries: [String: [Double]] = [:]
    ) throws -> [MonitorObservation] {
        for (name, values) in summaries where values.count != frame.rowCount {
            throw MonitorError(
                .invalidConfiguration, "\(values.count) values of \"\(name)\" for \(frame.rowCount) rows",
                at: "monitor observations")
        }
        if let predictions, predictions.rowCount != frame.rowCount {
            throw MonitorError(
                .invalidConfiguration, "\(predictions.rowCount) predictions for \(frame.rowCount) rows",
                at: "monitor observations")
        }
        let names = columns ?? frame.columnNames
        let values = try names.map { try frame.column($0).values }
        return try (0..<frame.rowCount).map { row in
            var observation = MonitorObservation()
            for (name, column) in zip(names, values) { observation.inputs[name] = column[row] }
            for (name, numbers) in summaries { observation.summaries[name] = numbers[row] }
            if let predictions {
                let outputs = try predictions.row(row)
                observation.outputs = Array(outputs)
                observation.labels = try (rule ?? .standard(for: predictions.task))
                    .labels(for: outputs, task: predictions.task)
            }
            return observation
        }
    }
}
