import MLCore

extension ColumnExpression where Element: BinaryFloatingPoint {
    /// The sum.
    public static func + (left: Self, right: Self) -> Self { left.combine(right) { $0 + $1 } }

    /// The difference.
    public static func - (left: Self, right: Self) -> Self { left.combine(right) { $0 - $1 } }

    /// The product.
    public static func * (left: Self, right: Self) -> Self { left.combine(right) { $0 * $1 } }

    /// The quotient; by zero it is infinite or NaN.
    public static func / (left: Self, right: Self) -> Self { left.combine(right) { $0 / $1 } }

    /// The sum with a number.
    public static func + (left: Self, right: Element) -> Self { left.map { $0 + right } }

    /// The sum with a number.
    public static func + (left: Element, right: Self) -> Self { right.map { left + $0 } }

    /// The difference to a number.
    public static func - (left: Self, right: Element) -> Self { left.map { $0 - right } }

    /// The difference to a number.
    public static func - (left: Element, right: Self) -> Self { right.map { left - $0 } }

    /// The product with a number.
    public static func * (left: Self, right: Element) -> Self { left.map { $0 * right } }

    /// The product with a number.
    public static func * (left: Element, right: Self) -> Self { right.map { left * $0 } }

    /// The quotient with a number.
    public static func / (left: Self, right: Element) -> Self { left.map { $0 / right } }

    /// The quotient with a number.
    public static func / (left: Element, right: Self) -> Self { right.map { left / $0 } }

    /// The sum of several expressions, from the first on.
    ///
    /// - Parameter expressions: What is added up; without any, the sum is zero.
    /// - Returns: The expression of the sums, one operation deep.
    public static func sum(of expressions: [Self]) -> Self {
        let operands = expressions.reduce(ExpressionShape(columnNames: [], depth: 0)) { $0.joined($1.shape) }
        return Self(operands: operands) { (frame) throws(DataError) in
            var sum = ComputedColumn([Element](repeating: 0, count: frame.rowCount))
            for expression in expressions { sum = sum.combined(try expression.evaluate(frame)) { $0 + $1 } }
            return sum
        }
    }

    /// The negated value.
    public static prefix func - (operand: Self) -> Self { operand.map { -$0 } }

    /// The value without its sign.
    public var magnitude: Self { map { $0.magnitude } }

    /// The square root; NaN for negative values.
    public var squareRoot: Self { map { $0.squareRoot() } }

    /// The nearest integral value, halves away from zero.
    public var rounded: Self { map { $0.rounded() } }

    /// Whether the value is NaN, which is not missing.
    public var isNaN: ColumnExpression<Bool> { map { $0.isNaN } }

    /// The value, held within bounds; NaN stays.
    ///
    /// - Parameter bounds: The least and the greatest value.
    /// - Returns: The expression of the bounded values.
    public func clamped(to bounds: ClosedRange<Element>) -> Self {
        map { $0 < bounds.lowerBound ? bounds.lowerBound : $0 > bounds.upperBound ? bounds.upperBound : $0 }
    }
}

extension ColumnExpression where Element == Double {
    /// The natural logarithm; NaN for negative values, as `Elementary.log`.
    public var logarithm: Self { map { Elementary.log($0) } }

    /// The exponential function, as `Elementary.exp`.
    public var exponential: Self { map { Elementary.exp($0) } }

    /// The natural logarithm of one plus the value, as `Elementary.log1p`.
    public var logarithmOfOnePlus: Self { map { Elementary.log1p($0) } }
}

extension ColumnExpression where Element == Int64 {
    /// The sum; one beyond 64 bits is an error.
    public static func + (left: Self, right: Self) -> Self {
        left.checked(right, "+") { $0.addingReportingOverflow($1) }
    }

    /// The difference; one beyond 64 bits is an error.
    public static func - (left: Self, right: Self) -> Self {
        left.checked(right, "-") { $0.subtractingReportingOverflow($1) }
    }

    /// The product; one beyond 64 bits is an error.
    public static func * (left: Self, right: Self) -> Self {
        left.checked(right, "*") { $0.multipliedReportingOverflow(by: $1) }
    }

    /// The sum with a number; one beyond 64 bits is an error.
    public static func + (left: Self, right: Int64) -> Self { left + Self(value: right) }

    /// The sum with a number; one beyond 64 bits is an error.
    public static func + (left: Int64, right: Self) -> Self { Self(value: left) + right }

    /// The difference to a number; one beyond 64 bits is an error.
    public static func - (left: Self, right: Int64) -> Self { left - Self(value: right) }

    /// The difference to a number; one beyond 64 bits is an error.
    public static func - (left: Int64, right: Self) -> Self { Self(value: left) - right }

    /// The product with a number; one beyond 64 bits is an error.
    public static func * (left: Self, right: Int64) -> Self { left * Self(value: right) }

    /// The product with a number; one beyond 64 bits is an error.
    public static func * (left: Int64, right: Self) -> Self { Self(value: left) * right }

    /// The values as doubles; those beyond 2⁵³ are rounded to the nearest one.
    public var asDouble: ColumnExpression<Double> { map { Double($0) } }

    private func checked(
        _ other: Self, _ symbol: String,
        _ operation: @escaping @Sendable (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
    ) -> Self {
        Self(operands: shape.joined(other.shape)) { (frame) throws(DataError) in
            let (left, right) = (try evaluate(frame), try other.evaluate(frame))
            let validity = left.validity.intersection(right.validity)
            guard validity.missingCount < validity.count else { return ComputedColumn(missing: validity.count) }
            var values = [Int64](repeating: 0, count: validity.count)
            for row in values.indices where validity[row] {
                let (value, overflow) = operation(left.values[row], right.values[row])
                guard !overflow else {
                    throw DataError(
                        .valueOutOfRange,
                        "\(left.values[row]) \(symbol) \(right.values[row]) has more than 64 bits", at: "row \(row)",
                        remedy: "Compute with doubles: asDouble.")
                }
                values[row] = value
            }
            return ComputedColumn(values, validity: validity)
        }
    }
}

extension ColumnExpression where Element == Float {
    /// The values as doubles.
    public var asDouble: ColumnExpression<Double> { map { Double($0) } }
}

extension ColumnExpression where Element == Bool {
    /// 1 for true, 0 for false.
    public var asDouble: ColumnExpression<Double> { map { $0 ? 1 : 0 } }
}
