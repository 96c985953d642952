import MLCore

/// Numbers of one column on their way through a chain of numeric operations: a value, or missing, which NaN is not.
public struct NumericValues: Sendable {
    /// The numbers; meaningless where missing.
    public var numbers: [Double]
    /// Whether each number is missing.
    public var isMissing: [Bool]

    /// Creates values.
    ///
    /// - Parameter values: The numbers; `nil` is missing.
    public init(_ values: [Double?]) {
        numbers = values.map { $0 ?? 0 }
        isMissing = values.map { $0 == nil }
    }

    /// The number of values, missing ones included.
    public var count: Int { numbers.count }

    /// The numbers; `nil` is missing.
    public var values: [Double?] { zip(numbers, isMissing).map { $1 ? nil : $0 } }

    /// The numbers that are neither missing nor NaN, in order: what statistics are computed from.
    ///
    /// - Parameter name: The name of the column, for errors.
    /// - Returns: At least one number.
    /// - Throws: ``FeatureError`` with code `nonFiniteValue` for an infinite number, or `emptyInput` when none is left.
    func finiteNumbers(ofColumn name: String) throws(FeatureError) -> [Double] {
        var finite: [Double] = []
        finite.reserveCapacity(count)
        for index in numbers.indices where !isMissing[index] && !numbers[index].isNaN {
            guard numbers[index].isFinite else {
                throw FeatureError(
                    .nonFiniteValue, "the value is \(numbers[index])", at: "column \"\(name)\", row \(index)",
                    remedy: "Remove or replace infinite values before fitting.")
            }
            finite.append(numbers[index])
        }
        guard !finite.isEmpty else {
            throw FeatureError(
                .emptyInput, "no value is present in \(count) rows", at: "column \"\(name)\"",
                remedy: "Leave the column out, or impute a constant first.")
        }
        return finite
    }
}
