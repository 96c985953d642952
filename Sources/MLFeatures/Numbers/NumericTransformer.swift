public import MLCore

/// Fitted operations on the numbers of a column, one after the other: what ``NumericChain`` fits.
///
/// Gives one feature, where missing values that no operation replaced are NaN, and possibly an indicator of missing
/// values.
public struct NumericTransformer: ColumnTransformer {
    /// The operations, in order.
    public let operations: [any NumericOperation]
    /// Whether NaN is missing from the start.
    public let unifiesMissingAndNaN: Bool
    /// Whether a second feature is 1 where the value was missing and 0 elsewhere.
    public let addsIndicator: Bool

    /// Creates a transformer.
    ///
    /// - Parameters:
    ///   - operations: The operations, in order.
    ///   - unifiesMissingAndNaN: Whether NaN is missing from the start.
    public init(operations: [any NumericOperation], unifiesMissingAndNaN: Bool) {
        self.operations = operations
        self.unifiesMissingAndNaN = unifiesMissingAndNaN
        addsIndicator = operations.contains(where: \.addsIndicator)
    }

    /// Columns of numbers or truth values.
    public var acceptedTypes: [ColumnType] { ColumnSlice.numberTypes }
    /// Missing values are replaced or become NaN: true.
    public var allowsMissing: Bool { true }
    /// Numbers are rarely zero: false.
    public var isSparse: Bool { false }
    /// One, or two with an indicator.
    public var featureCount: Int { addsIndicator ? 2 : 1 }

    /// The root, and the root with `.missing` for an indicator.
    public func featureNames(root: String) -> [String] { addsIndicator ? [root, "\(root).missing"] : [root] }

    /// Writes the numbers after all operations.
    ///
    /// - Parameters:
    ///   - column: Numbers or truth values.
    ///   - block: Takes one or two features.
    /// - Throws: ``FeatureError`` with code `typeMismatch`.
    public func transform(_ column: ColumnSlice, into block: inout FeatureBlock) throws {
        try block.require(featureCount: featureCount, rows: column.count)
        var values = try Self.values(of: column, unifying: unifiesMissingAndNaN)
        let wasMissing = values.isMissing
        for operation in operations { operation.apply(to: &values) }
        for index in wasMissing.indices {
            // One NaN for all, so that equal inputs have equal bits whatever an operation made of a missing value.
            let isMissing = values.isMissing[index] || values.numbers[index].isNaN
            block.write(isMissing ? .nan : values.numbers[index], at: 0)
            if addsIndicator { block.write(wasMissing[index] ? 1 : 0, at: 1) }
            block.completeRow()
        }
    }

    /// The values of a column as numbers.
    static func values(of column: ColumnSlice, unifying: Bool) throws -> NumericValues {
        var values = NumericValues([])
        values.numbers.reserveCapacity(column.count)
        values.isMissing.reserveCapacity(column.count)
        try column.forEachNumber { number in
            let isMissing = number.map { unifying && $0.isNaN } ?? true
            values.numbers.append(isMissing ? 0 : number ?? 0)
            values.isMissing.append(isMissing)
        }
        return values
    }
}

extension NumericTransformer {
    /// Whether both have equal operations in the same order.
    public static func == (left: Self, right: Self) -> Bool {
        left.unifiesMissingAndNaN == right.unifiesMissingAndNaN && left.operations.count == right.operations.count
            && zip(left.operations, right.operations).allSatisfy { $0.isEqual(to: $1) }
    }

    /// Hashes the operations.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(unifiesMissingAndNaN)
        for operation in operations { operation.hash(into: &hasher) }
    }
}

extension Equatable {
    /// Whether another value has the same type and is equal.
    func isEqual(to other: any Equatable) -> Bool { (other as? Self).map { $0 == self } ?? false }
}
