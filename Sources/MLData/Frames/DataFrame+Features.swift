public import MLCore

extension DataFrame {
    /// The named columns as a dense feature matrix, in that order.
    ///
    /// Numbers are taken as they are, integers beyond 2⁵³ rounded to the nearest double, truth values as 0 and 1, and
    /// missing values become NaN.
    ///
    /// - Parameters:
    ///   - names: Numeric or bool columns; `nil` for all numeric and bool columns of the frame.
    ///   - missingAndNaN: What to do with a column that holds both missing values and NaN.
    /// - Returns: A dense row-major matrix with one feature a column.
    /// - Throws: ``DataError`` with code `unknownColumn`, `typeMismatch`, or `missingValue` for a column that holds both
    ///   under the policy `refuse`; `CoreError` for repeated names.
    public func featureMatrix(
        of names: [String]? = nil, missingAndNaN: MissingAndNaN = .refuse
    ) throws -> FeatureMatrix<Double> {
        let names = names ?? schema.fields.filter { $0.type.isNumeric || $0.type == .bool }.map(\.name)
        let features = try FeatureSchema(names)
        var values = [Double](repeating: 0, count: try Self.size(rowCount, names.count))
        for (position, name) in names.enumerated() {
            let column = try column(name)
            guard let numbers = column.numbers else {
                throw DataError(
                    .typeMismatch, "the column has type \(column.type.rawValue)", at: "column \"\(name)\"",
                    remedy: "Features are numbers or truth values: transform the column first.")
            }
            if missingAndNaN == .refuse, column.validity.hasMissing, column.holdsNaN {
                throw DataError(
                    .missingValue, "the column holds both missing values and NaN", at: "column \"\(name)\"",
                    remedy: "Fill one of them first, or ask for missingAndNaN: .unify.")
            }
            for row in numbers.indices { values[row * names.count + position] = numbers[row] }
        }
        return try FeatureMatrix(values: values, rowCount: rowCount, schema: features)
    }

    private static func size(_ rows: Int, _ columns: Int) throws(DataError) -> Int {
        let (product, overflow) = rows.multipliedReportingOverflow(by: columns)
        guard !overflow, product <= DenseSize.limit else {
            throw DataError(
                .limitExceeded, "\(rows) rows of \(columns) features are too many to store densely", at: "data frame")
        }
        return product
    }
}
