/// A leaf that is a linear function of some features, as LightGBM's `linear_tree` makes them.
public struct LinearLeaf: Sendable, Hashable {
    /// The constant term.
    public let constant: Double
    /// The features of the terms.
    public let features: [Int]
    /// The factor of each feature.
    public let coefficients: [Double]
    /// The value of the leaf when one of its features is missing (NaN).
    public let missingValue: Double

    /// Creates a linear leaf; the tree that holds it checks it.
    ///
    /// - Parameters:
    ///   - constant: The constant term.
    ///   - features: The features of the terms.
    ///   - coefficients: As many factors as there are features.
    ///   - missingValue: The value of the leaf when one of its features is missing (NaN).
    public init(constant: Double, features: [Int], coefficients: [Double], missingValue: Double) {
        self.constant = constant
        self.features = features
        self.coefficients = coefficients
        self.missingValue = missingValue
    }

    /// Whether the parts agree and are finite.
    var isSound: Bool {
        features.count == coefficients.count && constant.isFinite && missingValue.isFinite
            && coefficients.allSatisfy(\.isFinite) && features.allSatisfy { $0 >= 0 && $0 < Int(Int32.max) }
    }

    /// The value for a row: the terms added in order to the constant.
    @inline(__always)
    func value<Value: NumericScalar>(_ row: FlatTrees.Row<Value>) -> Double {
        var sum = constant
        for (feature, coefficient) in zip(features, coefficients) {
            let value = row[feature]
            guard !value.isNaN else { return missingValue }
            sum += value * coefficient
        }
        return sum
    }
}
