import MLCore
public import MLData

/// Operations on the numbers of a column, one after the other: configuration that fits a ``NumericTransformer``.
///
/// Each operation is learned from the numbers as the ones before it leave them. Without operations, numbers pass
/// through.
public struct NumericChain: Sendable, Hashable, Codable {
    /// The operations, in order.
    public var operations: [NumericPreparation]
    /// What happens when the features would hold both missing values and NaN, which features cannot tell apart; with
    /// `unify`, NaN is missing from the start, so an imputer replaces it.
    public var missingAndNaN: MissingAndNaN

    /// Creates a chain; the values are checked by ``validated()``.
    ///
    /// - Parameters:
    ///   - operations: The operations, in order.
    ///   - missingAndNaN: What happens when the features would hold both missing values and NaN.
    public init(_ operations: [NumericPreparation] = [], missingAndNaN: MissingAndNaN = .refuse) {
        self.operations = operations
        self.missingAndNaN = missingAndNaN
    }

    /// Checks the values of all operations.
    ///
    /// - Throws: ``FeatureError`` with code `invalidConfiguration` that lists every bad value.
    public func validated() throws { try ConfigurationFaults.check(faults, of: "numeric chain") }

    /// Every bad value as a phrase.
    var faults: [String] {
        operations.enumerated().flatMap { index, operation in
            operation.faults.map { "operation \(index + 1): \($0)" }
        }
    }

    /// Learns all operations.
    ///
    /// - Parameters:
    ///   - column: Numbers or truth values.
    ///   - name: The name of the column, for errors.
    /// - Returns: The fitted transformer.
    /// - Throws: ``FeatureError`` with code `invalidConfiguration`, `typeMismatch`, `nonFiniteValue`, `emptyInput`, or
    ///   `missingValue` for a column that leaves both missing values and NaN under the policy `refuse`.
    public func fitted(to column: Column, named name: String = "numbers") throws -> NumericTransformer {
        try validated()
        var values = try NumericTransformer.values(
            of: ColumnSlice(column, name: name), unifying: missingAndNaN == .unify)
        var fitted: [any NumericOperation] = []
        for operation in operations {
            let next = try operation.fitted(to: values, named: name)
            next.apply(to: &values)
            fitted.append(next)
        }
        let isAmbiguous =
            values.isMissing.contains(true)
            && values.numbers.indices.contains { values.numbers[$0].isNaN && !values.isMissing[$0] }
        guard !isAmbiguous else {
            throw FeatureError(
                .missingValue, "the column holds both missing values and NaN", at: "column \"\(name)\"",
                remedy: "Impute the missing values, or ask for missingAndNaN: .unify.")
        }
        return NumericTransformer(operations: fitted, unifiesMissingAndNaN: missingAndNaN == .unify)
    }
}
