public import MLData
import MLCore

extension ModelServer {
    /// Answers one request of many rows.
    ///
    /// All rows are answered by the same model. Each row leaves its own record; the records of a request have successive
    /// sequence numbers and all say how long the whole request took.
    ///
    /// - Parameters:
    ///   - frame: Has the columns of the signature, in any order; further ones are recorded but not used.
    ///   - key: Decides between the variants of a rollout; the same key always gets the same one.
    ///   - version: Asks for one version of those that are served, whatever the key; `nil` lets the key decide.
    /// - Returns: Outputs and labels of each row, which are those of the row alone, and which model gave them.
    /// - Throws: ``ServeError`` with code `overloaded`, `unknownModel` when the version is not served, `invalidRequest`
    ///   or `predictionFailed`.
    public func predict(_ frame: DataFrame, key: String, version: Int? = nil) throws -> ServedBatch {
        let deployment = deployment
        return try admitted { try answer(frame, key: key, version: version, of: deployment) }
    }

    /// Answers a request with what was served when it began.
    func answer(_ frame: DataFrame, key: String, version: Int?, of deployment: Deployment) throws -> ServedBatch {
        guard let (model, variant, propensity) = deployment.route(key, version: version) else {
            throw ServeError(.unknownModel, "this version is not served", at: name)
        }
        let time = configuration.wallClock.now()
        let width = model.signature.task.outputCount
        var outputs: [Double] = []
        var labels: [[String]] = []
        let duration = try configuration.clock.measure {
            outputs =
                try frame.rowCount == 1 ? model.outputs(for: row(of: frame, for: model)) : model.outputs(for: frame)
            labels = try (0..<frame.rowCount).map { row in
                try model.decision.labels(
                    for: outputs[row * width..<(row + 1) * width], task: model.signature.task)
            }
        }
        let first = takeSequenceNumbers(frame.rowCount)
        let recorded = recordedColumns(of: frame)
        let hasMissing = recorded.values.contains { frame.columns[$0].validity.hasMissing }
        let microseconds = Self.microseconds(duration)
        let identifiers = (0..<frame.rowCount).map { "\(name)-\(first + Int64($0))" }
        for (row, identifier) in identifiers.enumerated() {
            // A dictionary of the same keys is made without hashing them again.
            var inputs = recorded.mapValues { frame.columns[$0].uncheckedValue(at: row) }
            if hasMissing { inputs = inputs.filter { !$0.value.isMissing } }
            sink.receive(
                PredictionRecord(
                    identifier: identifier, sequence: first + Int64(row), time: time, model: model.name,
                    version: model.version, modelDigest: model.digest, variant: variant, propensity: propensity,
                    inputs: inputs, outputs: Array(outputs[row * width..<(row + 1) * width]), labels: labels[row],
                    microseconds: microseconds))
        }
        return ServedBatch(
            identifiers: identifiers, outputs: outputs, labels: labels, model: model.name, version: model.version,
            variant: variant)
    }

    /// The positions of the columns that records keep, by name.
    private func recordedColumns(of frame: DataFrame) -> [String: Int] {
        var positions: [String: Int] = [:]
        for (position, name) in frame.schema.names.enumerated() {
            if configuration.recordedInputs.map({ $0.contains(name) }) ?? true { positions[name] = position }
        }
        return positions
    }

    /// The only row of a table, as the model takes it.
    private func row(of frame: DataFrame, for model: ServableModel) throws(ServeError) -> Row {
        do {
            return try Row(
                model.signature.inputs.fields.map { field in
                    frame.schema.position(of: field.name).map { frame.columns[$0].uncheckedValue(at: 0) } ?? .missing
                }, schema: model.signature.inputs)
        } catch {
            throw ServeError(
                .invalidRequest, error.details.problem, at: error.details.place, remedy: error.details.remedy,
                cause: error)
        }
    }
}
