/// A floating-point type that features, weights and tensors are made of: `Float` or `Double`.
public protocol NumericScalar: BinaryFloatingPoint, SIMDScalar, Sendable, Codable {}

extension Float: NumericScalar {}
extension Double: NumericScalar {}
