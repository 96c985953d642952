public import MLData
import MLCore
import MLFeatures

extension ServableModel {
    /// The outputs of the model for the rows of a table, which are those of each row alone, bit for bit.
    ///
    /// - Parameters:
    ///   - frame: Has the columns of the signature, in any order, with their types; those that may be missing can be
    ///     absent.
    ///   - threads: How many threads may be used; the result does not depend on it.
    /// - Returns: Row-major, rows × outputs, in the order of the task.
    /// - Throws: ``ServeError`` with code `invalidRequest`, whose text names the column or the row, or
    ///   `predictionFailed`.
    public func outputs(for frame: DataFrame, threads: Int = 1) throws -> [Double] {
        let frame = try completed(frame)
        let width = max(predictor.featureCount, 1)
        let chunks = Chunks(count: frame.rowCount, size: Self.chunkElementCount / width)
        guard chunks.chunkCount > 1 else { return try outputs(ofChunk: frame, threads: threads) }
        var outputs: [Double] = []
        for chunk in 0..<chunks.chunkCount {
            outputs += try self.outputs(
                ofChunk: frame.uncheckedTaking(Array(chunks.range(chunk))), threads: threads)
        }
        return outputs
    }

    /// How many features are made at a time; a matter of memory, not of results.
    private static var chunkElementCount: Int { 1 << 22 }

    private func outputs(ofChunk frame: DataFrame, threads: Int) throws -> [Double] {
        let features = try features(of: frame, threads: threads)
        do {
            return try checked(
                try predictor.predictions(for: features, threads: threads).values, rowCount: frame.rowCount)
        } catch {
            throw refusal(error)
        }
    }

    private func features(of frame: DataFrame, threads: Int) throws(ServeError) -> FeatureMatrix<Double> {
        do {
            return try pipeline?.transform(frame: frame, threads: threads)
                ?? frame.featureMatrix(of: signature.inputs.names, missingAndNaN: .unify)
        } catch {
            throw ServeError(
                .invalidRequest, "the feature pipeline refuses the inputs", at: "\(name) version \(version)",
                cause: error)
        }
    }

    /// The table with every column of the signature.
    private func completed(_ frame: DataFrame) throws(ServeError) -> DataFrame {
        var frame = frame
        for field in signature.inputs.fields {
            guard let position = frame.schema.position(of: field.name) else {
                guard field.allowsMissing else {
                    throw ServeError(.invalidRequest, "a column is absent", at: "column \"\(field.name)\"")
                }
                frame = try appendingMissing(field, to: frame)
                continue
            }
            let column = frame.columns[position]
            guard column.type == field.type else {
                throw ServeError(
                    .invalidRequest, "the column has type \(column.type.rawValue)", at: "column \"\(field.name)\"",
                    remedy: "Give values of type \(field.type.rawValue).")
            }
            guard field.allowsMissing || !column.validity.hasMissing else {
                throw ServeError(
                    .invalidRequest, "a value is missing", at: "column \"\(field.name)\"",
                    remedy: "Give a value of type \(field.type.rawValue) in every row.")
            }
        }
        return frame
    }

    private func appendingMissing(_ field: Schema.Field, to frame: DataFrame) throws(ServeError) -> DataFrame {
        do {
            return try frame.appending(Column(missing: field.type, count: frame.rowCount), named: field.name)
        } catch {
            throw ServeError(
                .invalidRequest, error.details.problem, at: "column \"\(field.name)\"", cause: error)
        }
    }
}

extension Column {
    /// A column in which every value is missing.
    init(missing type: ColumnType, count: Int) {
        self =
            switch type {
            case .bool: Column([Bool?](repeating: nil, count: count))
            case .int64: Column([Int64?](repeating: nil, count: count))
            case .double: Column([Double?](repeating: nil, count: count))
            case .float: Column([Float?](repeating: nil, count: count))
            case .string: Column([String?](repeating: nil, count: count))
            case .timestamp: Column([Timestamp?](repeating: nil, count: count))
            case .stringList: Column([[String]?](repeating: nil, count: count))
            }
    }
}
