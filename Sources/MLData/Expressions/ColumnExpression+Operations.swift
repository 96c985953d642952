import MLCore

extension ColumnExpression {
    /// A value of any type made of each present value.
    ///
    /// - Parameter transform: Makes a value of a present one; `nil` is missing.
    /// - Returns: The expression of the results.
    public func mapped<Result: ColumnElement>(
        _ transform: @escaping @Sendable (Element) -> Result?
    ) -> ColumnExpression<Result> {
        ColumnExpression<Result>(operands: shape) { (frame) throws(DataError) in
            let input = try evaluate(frame)
            return ComputedColumn(count: frame.rowCount) { input.value(at: $0).flatMap(transform) }
        }
    }

    /// Whether the value is missing; never missing itself.
    public var isMissing: ColumnExpression<Bool> {
        ColumnExpression<Bool>(operands: shape) { (frame) throws(DataError) in
            let validity = try evaluate(frame).validity
            return ComputedColumn((0..<validity.count).map { !validity[$0] })
        }
    }

    /// Whether the value is one of some; missing where it is.
    ///
    /// - Parameter elements: The values; NaN is none of them.
    /// - Returns: The expression of the truth values.
    public func isIn(_ elements: some Sequence<Element>) -> ColumnExpression<Bool> {
        let elements = Set(elements)
        return map { elements.contains($0) }
    }

    /// The value, or that of another expression where it is missing.
    ///
    /// - Parameter other: What fills the gaps; it is computed for all rows.
    /// - Returns: The expression of the filled values.
    public func filled(with other: ColumnExpression) -> ColumnExpression {
        ColumnExpression(operands: shape.joined(other.shape)) { (frame) throws(DataError) in
            let (own, filling) = (try evaluate(frame), try other.evaluate(frame))
            return ComputedColumn(count: frame.rowCount) { own.value(at: $0) ?? filling.value(at: $0) }
        }
    }

    /// The value, or another one where it is missing.
    ///
    /// - Parameter value: What fills the gaps.
    /// - Returns: The expression of the filled values.
    public func filled(with value: Element) -> ColumnExpression { filled(with: ColumnExpression(value: value)) }

    func map<Result: ColumnElement>(
        _ transform: @escaping @Sendable (Element) -> Result
    ) -> ColumnExpression<Result> {
        ColumnExpression<Result>(operands: shape) { (frame) throws(DataError) in
            try evaluate(frame).map(transform)
        }
    }

    func combine<Other, Result: ColumnElement>(
        _ other: ColumnExpression<Other>, _ transform: @escaping @Sendable (Element, Other) -> Result
    ) -> ColumnExpression<Result> {
        ColumnExpression<Result>(operands: shape.joined(other.shape)) { (frame) throws(DataError) in
            try evaluate(frame).combined(try other.evaluate(frame), transform)
        }
    }
}

extension ColumnExpression where Element == Bool {
    /// One of two expressions in each row: the first where this one is true, the second where it is false.
    ///
    /// Both are computed for all rows, also for those that take the other one: an integer that does not fit is an error
    /// wherever it is.
    ///
    /// - Parameters:
    ///   - first: The value where this expression is true; where it is missing, so is the result.
    ///   - second: The value where it is false.
    /// - Returns: The expression of the chosen values.
    public func choosing<Result: ColumnElement>(
        _ first: ColumnExpression<Result>, otherwise second: ColumnExpression<Result>
    ) -> ColumnExpression<Result> {
        ColumnExpression<Result>(operands: shape.joined(first.shape).joined(second.shape)) {
            (frame) throws(DataError) in
            let flags = try evaluate(frame)
            let (first, second) = (try first.evaluate(frame), try second.evaluate(frame))
            return ComputedColumn(count: frame.rowCount) { row in
                flags.value(at: row).flatMap { $0 ? first.value(at: row) : second.value(at: row) }
            }
        }
    }

    /// Whether the value is false.
    public static prefix func .! (operand: Self) -> Self { operand.map { !$0 } }

    /// Whether both are true; false where either is, even when the other one is missing.
    public static func .& (left: Self, right: Self) -> Self {
        left.logic(right) { left, right in
            if left == false || right == false { return false }
            return left == nil || right == nil ? nil : true
        }
    }

    /// Whether any is true; true where either is, even when the other one is missing.
    public static func .| (left: Self, right: Self) -> Self {
        left.logic(right) { left, right in
            if left == true || right == true { return true }
            return left == nil || right == nil ? nil : false
        }
    }

    private func logic(_ other: Self, _ truth: @escaping @Sendable (Bool?, Bool?) -> Bool?) -> Self {
        Self(operands: shape.joined(other.shape)) { (frame) throws(DataError) in
            let (left, right) = (try evaluate(frame), try other.evaluate(frame))
            return ComputedColumn(count: frame.rowCount) { truth(left.value(at: $0), right.value(at: $0)) }
        }
    }
}
