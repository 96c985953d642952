/// Which values a split treats as missing, and where it sends them.
///
/// The rules are those of the libraries whose models are read: XGBoost, CatBoost and scikit-learn know the first two,
/// LightGBM (`missing_type` None, Zero and NaN of its tree file) all five.
public enum MissingRule: UInt8, Sendable, Hashable, CaseIterable {
    /// NaN goes left.
    case nanLeft
    /// NaN goes right.
    case nanRight
    /// NaN is compared as if it were zero.
    case nanIsZero
    /// NaN and numbers within ±1e-35 go left.
    case zeroLeft
    /// NaN and numbers within ±1e-35 go right.
    case zeroRight

    /// The largest magnitude that counts as zero: LightGBM's `kZeroThreshold`, a `Float`.
    static let zeroThreshold = Double(Float(1e-35))

    /// The rule for NaN alone.
    ///
    /// - Parameter left: Whether NaN goes left.
    /// - Returns: ``nanLeft`` or ``nanRight``.
    public static func nan(left: Bool) -> MissingRule { left ? .nanLeft : .nanRight }

    /// Whether a value goes left of a threshold.
    ///
    /// - Parameters:
    ///   - value: The value; NaN is missing.
    ///   - threshold: The threshold; not NaN.
    ///   - orEqual: Whether a value equal to the threshold goes left.
    /// - Returns: Whether the value goes left.
    @inline(__always)
    func sendsLeft(_ value: Double, threshold: Double, orEqual: Bool) -> Bool {
        switch self {
        case .nanLeft: !(value > threshold) && (orEqual || value != threshold)
        case .nanRight: value < threshold || (orEqual && value == threshold)
        case .nanIsZero:
            MissingRule.nanRight.sendsLeft(value.isNaN ? 0 : value, threshold: threshold, orEqual: orEqual)
        case .zeroLeft:
            !(value.magnitude > Self.zeroThreshold)
                || MissingRule.nanRight.sendsLeft(value, threshold: threshold, orEqual: orEqual)
        case .zeroRight:
            value.magnitude > Self.zeroThreshold
                && MissingRule.nanRight.sendsLeft(value, threshold: threshold, orEqual: orEqual)
        }
    }
}
