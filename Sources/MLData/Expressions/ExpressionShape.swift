/// What is known of an expression before it is computed.
struct ExpressionShape: Sendable {
    /// The columns that it reads.
    var columnNames: Set<String>
    /// The number of operations on the longest way to a column or value.
    var depth: Int

    /// The shape of the operands of an operation together.
    func joined(_ other: ExpressionShape) -> ExpressionShape {
        ExpressionShape(columnNames: columnNames.union(other.columnNames), depth: max(depth, other.depth))
    }
}
