import MLCore

extension ColumnExpression {
    /// A value of any type made of each present value.
    ///
    /// - Parameter transform: Makes a value of a present one; `nil` is missing.
    /// - Returns: The expression of the results.
    public func mapped<Result: ColumnElement>(
        _ transform: @escaping @Sendable (Element) -> Result?
    ) -> ColumnExpression<Result> {
        ColumnExpression<Result>(columnNames: columnNames) { (frame) throws(DataError) in
            let input = try evaluate(frame)
            var results: [Result] = []
            var validity = ValidityBitmap()
            var filler: Result?
            var waiting = 0
            // A missing row holds the first result that there is: what it holds does not count.
            for row in 0..<input.validity.count {
                let result = input.value(at: row).flatMap(transform)
                validity.append(result != nil)
                if let result {
                    if filler == nil { results.append(contentsOf: repeatElement(result, count: waiting)) }
                    filler = filler ?? result
                    results.append(result)
                } else if let filler {
                    results.append(filler)
                } else {
                    waiting += 1
                }
            }
            return ComputedColumn<Result>(results, validity: validity)
        }
    }

    /// Whether the value is missing; never missing itself.
    public var isMissing: ColumnExpression<Bool> {
        ColumnExpression<Bool>(columnNames: columnNames) { (frame) throws(DataError) in
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
    /// - Parameter other: What fills the gaps.
    /// - Returns: The expression of the filled values.
    public func filled(with other: ColumnExpression) -> ColumnExpression {
        ColumnExpression<Bool>.choose(isMissing, then: other, otherwise: self)
    }

    /// The value, or another one where it is missing.
    ///
    /// - Parameter value: What fills the gaps.
    /// - Returns: The expression of the filled values.
    public func filled(with value: Element) -> ColumnExpression { filled(with: ColumnExpression(value: value)) }

    func map<Result: ColumnElement>(
        _ transform: @escaping @Sendable (Element) -> Result
    ) -> ColumnExpression<Result> {
        ColumnExpression<Result>(columnNames: columnNames) { (frame) throws(DataError) in
            try evaluate(frame).map(transform)
        }
    }

    func combine<Other, Result: ColumnElement>(
        _ other: ColumnExpression<Other>, _ transform: @escaping @Sendable (Element, Other) -> Result
    ) -> ColumnExpression<Result> {
        ColumnExpression<Result>(columnNames: columnNames.union(other.columnNames)) { (frame) throws(DataError) in
            try evaluate(frame).combined(try other.evaluate(frame), transform)
        }
    }
}

extension ColumnExpression where Element == Bool {
    /// One of two expressions in each row.
    ///
    /// - Parameters:
    ///   - condition: Says which one; where it is missing, so is the result.
    ///   - first: The value where the condition is true.
    ///   - second: The value where it is false.
    /// - Returns: The expression of the chosen values.
    public static func choose<Result: ColumnElement>(
        _ condition: ColumnExpression<Bool>, then first: ColumnExpression<Result>,
        otherwise second: ColumnExpression<Result>
    ) -> ColumnExpression<Result> {
        let names = condition.columnNames.union(first.columnNames).union(second.columnNames)
        return ColumnExpression<Result>(columnNames: names) { (frame) throws(DataError) in
            let flags = try condition.evaluate(frame)
            let (first, second) = (try first.evaluate(frame), try second.evaluate(frame))
            guard let filler = first.values.first ?? second.values.first else {
                return ComputedColumn(missing: frame.rowCount)
            }
            var values: [Result] = []
            values.reserveCapacity(frame.rowCount)
            var validity = ValidityBitmap()
            for row in 0..<frame.rowCount {
                let value = flags.value(at: row).flatMap { $0 ? first.value(at: row) : second.value(at: row) }
                values.append(value ?? filler)
                validity.append(value != nil)
            }
            return ComputedColumn(values, validity: validity)
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
        Self(columnNames: columnNames.union(other.columnNames)) { (frame) throws(DataError) in
            let (left, right) = (try evaluate(frame), try other.evaluate(frame))
            var values: [Bool] = []
            var validity = ValidityBitmap()
            for row in 0..<frame.rowCount {
                let result = truth(left.value(at: row), right.value(at: row))
                values.append(result ?? false)
                validity.append(result != nil)
            }
            return ComputedColumn(values, validity: validity)
        }
    }
}
