/// A smooth function to minimise.
protocol DifferentiableObjective {
    /// The number of variables.
    var dimension: Int { get }

    /// The value at a point, and its gradient.
    ///
    /// - Parameters:
    ///   - point: ``dimension`` variables.
    ///   - gradient: ``dimension`` derivatives; overwritten.
    /// - Returns: The value; not finite where the function overflows.
    mutating func value(at point: [Double], gradient: inout [Double]) -> Double
}
