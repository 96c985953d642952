import MLCore

extension ColumnExpression {
    /// Whether two values are equal; NaN is equal to nothing.
    public static func .== (left: Self, right: Self) -> ColumnExpression<Bool> { left.combine(right) { $0 == $1 } }

    /// Whether the value equals another one; NaN is equal to nothing.
    public static func .== (left: Self, right: Element) -> ColumnExpression<Bool> { left.map { $0 == right } }

    /// Whether two values differ; NaN differs from everything.
    public static func .!= (left: Self, right: Self) -> ColumnExpression<Bool> { left.combine(right) { $0 != $1 } }

    /// Whether the value differs from another one; NaN differs from everything.
    public static func .!= (left: Self, right: Element) -> ColumnExpression<Bool> { left.map { $0 != right } }
}

extension ColumnExpression where Element: Comparable {
    /// Whether the left value is below the right one.
    public static func .< (left: Self, right: Self) -> ColumnExpression<Bool> { left.combine(right) { $0 < $1 } }

    /// Whether the value is below another one.
    public static func .< (left: Self, right: Element) -> ColumnExpression<Bool> { left.map { $0 < right } }

    /// Whether the left value is at most the right one.
    public static func .<= (left: Self, right: Self) -> ColumnExpression<Bool> { left.combine(right) { $0 <= $1 } }

    /// Whether the value is at most another one.
    public static func .<= (left: Self, right: Element) -> ColumnExpression<Bool> { left.map { $0 <= right } }

    /// Whether the left value is above the right one.
    public static func .> (left: Self, right: Self) -> ColumnExpression<Bool> { left.combine(right) { $0 > $1 } }

    /// Whether the value is above another one.
    public static func .> (left: Self, right: Element) -> ColumnExpression<Bool> { left.map { $0 > right } }

    /// Whether the left value is at least the right one.
    public static func .>= (left: Self, right: Self) -> ColumnExpression<Bool> { left.combine(right) { $0 >= $1 } }

    /// Whether the value is at least another one.
    public static func .>= (left: Self, right: Element) -> ColumnExpression<Bool> { left.map { $0 >= right } }
}
