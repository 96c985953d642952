import MLCore

/// A computation over the columns of a frame that gives one value for each row.
///
/// An expression is written like a formula over typed columns and is computed a column at a time. A missing value makes
/// the result missing, except where an operation says otherwise; NaN follows IEEE 754. Comparisons and logic are
/// written with a dot, as those of vectors in the standard library (`.<`, `.==`, `.&`, `.|`, `.!`): a comparison of
/// missing values is missing, and logic has three values: false `.&` missing is false.
///
/// ```swift
/// let fare = ColumnExpression<Double>("fare")
/// let kilometres = ColumnExpression<Int64>("metres").asDouble / 1000
/// let frame = try rides.adding("fare_per_km", fare / kilometres).filtered(by: fare .> 0 .& kilometres .< 100)
/// ```
public struct ColumnExpression<Element: ColumnElement>: Sendable {
    /// The most operations on the way from a result to a column: deeper expressions are an error when they are
    /// computed.
    public static var maximumDepth: Int { 256 }

    let shape: ExpressionShape
    let evaluate: @Sendable (DataFrame) throws(DataError) -> ComputedColumn<Element>

    /// The values of a column.
    ///
    /// - Parameter name: The name of the column; its type has to be that of the expression.
    public init(_ name: String) { self.init(ColumnKey<Element>(name)) }

    /// The values of a column.
    ///
    /// - Parameter key: The column.
    public init(_ key: ColumnKey<Element>) {
        shape = ExpressionShape(columnNames: [key.name], depth: 0)
        evaluate = { (frame) throws(DataError) in try ComputedColumn(try frame.column(key), key.name) }
    }

    /// The same value in every row.
    ///
    /// - Parameter value: The value; `nil` is missing.
    public init(value: Element?) {
        shape = ExpressionShape(columnNames: [], depth: 0)
        evaluate = { (frame) throws(DataError) in
            // A missing value has no element of its own: nothing is stored for it.
            guard let value else { return ComputedColumn(missing: frame.rowCount) }
            return ComputedColumn([Element](repeating: value, count: frame.rowCount))
        }
    }

    /// Creates the result of an operation.
    ///
    /// - Parameters:
    ///   - operands: The shape of its operands.
    ///   - evaluate: Computes the operands and the result.
    init(
        operands: ExpressionShape,
        _ evaluate: @escaping @Sendable (DataFrame) throws(DataError) -> ComputedColumn<Element>
    ) {
        shape = ExpressionShape(columnNames: operands.columnNames, depth: operands.depth + 1)
        guard shape.depth > Self.maximumDepth else {
            self.evaluate = evaluate
            return
        }
        // The operands are let go, so that a chain of any length takes no stack when it is computed or released.
        self.evaluate = { (_) throws(DataError) in
            throw DataError(
                .limitExceeded, "an expression is more than \(Self.maximumDepth) operations deep", at: "expression",
                remedy: "Store a part of it as a column first, or add many columns up with sum(of:).")
        }
    }

    /// The columns that the expression reads.
    public var columnNames: Set<String> { shape.columnNames }
}

extension DataFrame {
    /// The values of an expression, one for each row.
    ///
    /// - Parameter expression: What is computed.
    /// - Returns: A column of the length of the frame.
    /// - Throws: ``DataError`` with code `unknownColumn`, `typeMismatch`, `valueOutOfRange` when an integer does not
    ///   fit, or `limitExceeded` for an expression that is deeper than ``ColumnExpression/maximumDepth``.
    /// - Complexity: O(rows × operations).
    public func computing<Element>(_ expression: ColumnExpression<Element>) throws(DataError) -> Column {
        try expression.evaluate(self).column
    }

    /// The frame with one more column, at the end, or with one column replaced.
    ///
    /// - Parameters:
    ///   - name: The name; a column that has it already is replaced at its place.
    ///   - expression: What is computed.
    /// - Returns: The frame with the column.
    /// - Throws: As ``computing(_:)``.
    public func adding<Element>(_ name: String, _ expression: ColumnExpression<Element>) throws(DataError) -> DataFrame
    {
        let column = try computing(expression)
        return schema.position(of: name) == nil
            ? try appending(column, named: name) : try replacing(name, with: column)
    }

    /// The rows for which an expression is true, in order; those for which it is missing do not stay.
    ///
    /// - Parameter expression: Says which rows stay.
    /// - Returns: The rows that stay.
    /// - Throws: As ``computing(_:)``.
    public func filtered(by expression: ColumnExpression<Bool>) throws(DataError) -> DataFrame {
        let computed = try expression.evaluate(self)
        var rows: [Int] = []
        for (row, value) in computed.values.enumerated() where value && computed.validity[row] { rows.append(row) }
        return uncheckedTaking(rows)
    }
}
