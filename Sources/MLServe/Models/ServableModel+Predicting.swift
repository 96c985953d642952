public import MLCore
import MLFeatures

extension ServableModel {
    /// The outputs of the model for one row of inputs, through the code that made the training features.
    ///
    /// - Parameter row: Inputs that have at least the fields of the signature, in any order.
    /// - Returns: The outputs, in the order of the task.
    /// - Throws: ``ServeError`` with code `invalidRequest` or `predictionFailed`.
    public func outputs(for row: Row) throws -> [Double] {
        do {
            return try checked(try predictor.predict(try features(of: row)), rowCount: 1)
        } catch {
            throw refusal(error)
        }
    }

    /// The outputs of some rows, unless the predictor, which may be the host's own, gave none that can be served.
    func checked(_ outputs: [Double], rowCount: Int) throws(ServeError) -> [Double] {
        let (count, overflow) = rowCount.multipliedReportingOverflow(by: signature.task.outputCount)
        guard !overflow, outputs.count == count else {
            throw ServeError(
                .predictionFailed, "\(outputs.count) outputs for \(rowCount) rows of \(signature.task.outputCount)",
                at: "\(name) version \(version)")
        }
        guard outputs.allSatisfy(\.isFinite) else {
            throw ServeError(.predictionFailed, "an output is not finite", at: "\(name) version \(version)")
        }
        return outputs
    }

    /// What a caller is told of an error of the predictor: missing values are the fault of the request.
    func refusal(_ error: any Error) -> ServeError {
        if let error = error as? ServeError { return error }
        let isMissing = (error as? CoreError)?.code == .missingValue
        return ServeError(
            isMissing ? .invalidRequest : .predictionFailed, "the model refused the request",
            at: "\(name) version \(version)", cause: error)
    }

    /// Checks named inputs against the signature.
    ///
    /// - Parameter inputs: The inputs by name; absent names are missing. Integers are taken where numbers are asked for.
    /// - Returns: A row of the signature.
    /// - Throws: ``ServeError`` with code `invalidRequest` that names the field.
    public func row(from inputs: [String: Value]) throws -> Row {
        do {
            var converted = inputs
            for field in signature.inputs.fields {
                if case .int64(let integer)? = inputs[field.name], field.type == .double,
                    let exact = Double(exactly: integer)
                {
                    converted[field.name] = .double(exact)
                }
            }
            return try Row(converted, schema: signature.inputs)
        } catch {
            throw ServeError(
                .invalidRequest, "\(error.details.problem)", at: error.details.place,
                remedy: error.details.remedy, cause: error)
        }
    }

    private func features(of row: Row) throws -> FeatureVector<Double> {
        if let pipeline {
            do {
                return try pipeline.transform(row)
            } catch {
                // The pipeline was checked when it was loaded; what is left are inputs that it refuses.
                throw ServeError(
                    .invalidRequest, "the feature pipeline refuses the inputs", at: "\(name) version \(version)",
                    cause: error)
            }
        }
        var values: [Double] = []
        let isOrdered = row.schema == signature.inputs
        for (position, field) in signature.inputs.fields.enumerated() {
            let value = isOrdered ? row.values[position] : try value(of: field, in: row)
            guard let number = value.isMissing ? Double.nan : value.number else {
                throw ServeError(.invalidRequest, "not a number", at: "field \"\(field.name)\"")
            }
            values.append(number)
        }
        return FeatureVector(values)
    }
}

extension ServableModel {
    /// The value of a field of the signature in a row of another schema.
    private func value(of field: Schema.Field, in row: Row) throws(ServeError) -> Value {
        do throws(CoreError) {
            return try row.value(field.name)
        } catch {
            throw ServeError(
                .invalidRequest, error.details.problem, at: error.details.place, remedy: error.details.remedy,
                cause: error)
        }
    }
}

extension ComponentCatalog {
    /// Every component of this package.
    public static var standard: ComponentCatalog { ComponentCatalog.core.merging(.features) }
}
