/// The functions of `Float`: computed in `Double` and rounded once.
extension Elementary {
    /// e to the power `x`, with the limits of ``exp(_:)-(Double)``.
    ///
    /// - Parameter x: The exponent.
    /// - Returns: eˣ, rounded once.
    @inlinable
    public static func exp(_ x: Float) -> Float { Float(exp(Double(x))) }

    /// e to the power `x`, minus 1, with the limits of ``expm1(_:)-(Double)``.
    ///
    /// - Parameter x: The exponent.
    /// - Returns: eˣ − 1, rounded once.
    @inlinable
    public static func expm1(_ x: Float) -> Float { Float(expm1(Double(x))) }

    /// The natural logarithm of `x`, with the limits of ``log(_:)-(Double)``.
    ///
    /// - Parameter x: The argument.
    /// - Returns: ln x, rounded once.
    @inlinable
    public static func log(_ x: Float) -> Float { Float(log(Double(x))) }

    /// The natural logarithm of 1 + `x`, with the limits of ``log1p(_:)-(Double)``.
    ///
    /// - Parameter x: The argument.
    /// - Returns: ln(1 + x), rounded once.
    @inlinable
    public static func log1p(_ x: Float) -> Float { Float(log1p(Double(x))) }

    /// The logistic function 1 / (1 + e⁻ˣ), with the limits of ``sigmoid(_:)-(Double)``.
    ///
    /// - Parameter x: The log odds.
    /// - Returns: The probability, rounded once.
    @inlinable
    public static func sigmoid(_ x: Float) -> Float { Float(sigmoid(Double(x))) }

    /// ln(1 + eˣ), with the limits of ``softplus(_:)-(Double)``.
    ///
    /// - Parameter x: The argument.
    /// - Returns: ln(1 + eˣ), rounded once.
    @inlinable
    public static func softplus(_ x: Float) -> Float { Float(softplus(Double(x))) }

    /// The hyperbolic tangent of `x`, with the limits of ``tanh(_:)-(Double)``.
    ///
    /// - Parameter x: The argument.
    /// - Returns: tanh x, rounded once.
    @inlinable
    public static func tanh(_ x: Float) -> Float { Float(tanh(Double(x))) }

    /// `base` to the power `exponent`, with the special cases of ``pow(_:_:)-(Double,_)``.
    ///
    /// - Parameters:
    ///   - base: The base; a negative one needs a whole exponent.
    ///   - exponent: The exponent.
    /// - Returns: The power, rounded once.
    @inlinable
    public static func pow(_ base: Float, _ exponent: Float) -> Float { Float(pow(Double(base), Double(exponent))) }
}
