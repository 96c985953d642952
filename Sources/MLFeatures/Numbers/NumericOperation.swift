public import MLCore

/// A fitted operation on the numbers of one column, a link of the chain of a ``NumericTransformer``.
public protocol NumericOperation: StoredComponent, Hashable {
    /// Whether the operation replaces missing values, so that none is left after it.
    var fillsMissing: Bool { get }
    /// Whether a feature is added that says where the value was missing.
    var addsIndicator: Bool { get }

    /// Changes numbers in place, each by itself: the kernel for tables and single requests.
    func apply(to values: inout NumericValues)
}

extension NumericOperation {
    /// Whether missing values are replaced: no.
    public var fillsMissing: Bool { false }
    /// Whether a feature is added that says where the value was missing: no.
    public var addsIndicator: Bool { false }
}
