/// Independent problems side by side: one single-precision number for each of them.
///
/// Lanes never mix and every width does the same operations in the same order, so a problem gets the same bits in any
/// company and in any width.
protocol DualLanes: Sendable {
    /// The number of problems.
    static var width: Int { get }
    init(repeating value: Float)
    init(loading source: UnsafePointer<Float>)
    func store(to target: UnsafeMutablePointer<Float>)
    static func + (left: Self, right: Self) -> Self
    static func - (left: Self, right: Self) -> Self
    static func * (left: Self, right: Self) -> Self
    static func / (left: Self, right: Self) -> Self
    /// The absolute values.
    var magnitude: Self { get }
    /// Whether every lane is zero.
    var isZero: Bool { get }
    /// The logistic function, to about 10⁻⁷, with arguments cut at ±80.
    var logistic: Self { get }
    /// Zero in the lanes whose magnitude is at most the limit.
    func cleared(atMost limit: Self) -> Self
    /// The other value in the lanes where `test` is zero.
    func replaced(by other: Self, whereZero test: Self) -> Self
}

/// One problem.
struct SingleLane: DualLanes {
    var value: Float

    static var width: Int { 1 }

    @inline(__always)
    init(repeating value: Float) { self.value = value }
    @inline(__always)
    init(loading source: UnsafePointer<Float>) { value = source.pointee }
    @inline(__always)
    func store(to target: UnsafeMutablePointer<Float>) { target.pointee = value }
    @inline(__always)
    static func + (left: Self, right: Self) -> Self { Self(repeating: left.value + right.value) }
    @inline(__always)
    static func - (left: Self, right: Self) -> Self { Self(repeating: left.value - right.value) }
    @inline(__always)
    static func * (left: Self, right: Self) -> Self { Self(repeating: left.value * right.value) }
    @inline(__always)
    static func / (left: Self, right: Self) -> Self { Self(repeating: left.value / right.value) }
    @inline(__always)
    var magnitude: Self { Self(repeating: abs(value)) }
    @inline(__always)
    var isZero: Bool { value == 0 }
    @inline(__always)
    var logistic: Self { Self(repeating: QuadLanes(repeating: value).logistic.lanes.x) }
    @inline(__always)
    func cleared(atMost limit: Self) -> Self { abs(value) <= limit.value ? Self(repeating: 0) : self }
    @inline(__always)
    func replaced(by other: Self, whereZero test: Self) -> Self { test.value == 0 ? other : self }
}

/// Four problems.
struct QuadLanes: DualLanes {
    var lanes: SIMD4<Float>

    static var width: Int { 4 }

    @inline(__always)
    init(_ lanes: SIMD4<Float>) { self.lanes = lanes }
    @inline(__always)
    init(repeating value: Float) { lanes = SIMD4(repeating: value) }
    @inline(__always)
    init(loading source: UnsafePointer<Float>) {
        lanes = UnsafeRawPointer(source).loadUnaligned(as: SIMD4<Float>.self)
    }
    @inline(__always)
    func store(to target: UnsafeMutablePointer<Float>) {
        UnsafeMutableRawPointer(target).storeBytes(of: lanes, as: SIMD4<Float>.self)
    }
    @inline(__always)
    static func + (left: Self, right: Self) -> Self { Self(left.lanes + right.lanes) }
    @inline(__always)
    static func - (left: Self, right: Self) -> Self { Self(left.lanes - right.lanes) }
    @inline(__always)
    static func * (left: Self, right: Self) -> Self { Self(left.lanes * right.lanes) }
    @inline(__always)
    static func / (left: Self, right: Self) -> Self { Self(left.lanes / right.lanes) }
    @inline(__always)
    var magnitude: Self {
        let bits = unsafeBitCast(lanes, to: SIMD4<UInt32>.self) & SIMD4(repeating: 0x7fff_ffff)
        return Self(unsafeBitCast(bits, to: SIMD4<Float>.self))
    }
    @inline(__always)
    var isZero: Bool {
        let bits = unsafeBitCast(magnitude.lanes, to: SIMD2<UInt64>.self)
        return bits.x | bits.y == 0
    }
    @inline(__always)
    func cleared(atMost limit: Self) -> Self {
        Self(lanes.replacing(with: SIMD4(repeating: 0), where: magnitude.lanes .<= limit.lanes))
    }
    @inline(__always)
    func replaced(by other: Self, whereZero test: Self) -> Self {
        Self(lanes.replacing(with: other.lanes, where: test.lanes .== SIMD4(repeating: 0)))
    }
    @inline(__always)
    var logistic: Self {
        let one = SIMD4<Float>(repeating: 1)
        // A comparison with NaN is false: such a lane stays NaN.
        var exponent = SIMD4<Float>(repeating: 0) - lanes
        exponent.replace(with: SIMD4(repeating: 80), where: exponent .> SIMD4(repeating: 80))
        exponent.replace(with: SIMD4(repeating: -80), where: exponent .< SIMD4(repeating: -80))
        return Self(one / (one + Self.exponential(exponent)))
    }

    /// e to the power x, |x| ≤ 80: x = k ln 2 + r, and the polynomial of Cephes' `expf` for e to the power r.
    @inline(__always)
    private static func exponential(_ x: SIMD4<Float>) -> SIMD4<Float> {
        // 1.5 · 2²³: adding it rounds to a whole number, which then stands in the last bits.
        let shift = SIMD4<Float>(repeating: 12_582_912)
        let shifted = x * SIMD4(repeating: 1.442_695_04) + shift
        let whole = shifted - shift
        let high = x - whole * SIMD4(repeating: 0.693_359_375)
        let rest = high + whole * SIMD4(repeating: 2.121_944_4e-4)
        var sum = rest * SIMD4(repeating: 1.987_569_15e-4) + SIMD4(repeating: 1.398_199_95e-3)
        sum = sum * rest + SIMD4(repeating: 8.333_451_9e-3)
        sum = sum * rest + SIMD4(repeating: 4.166_579_6e-2)
        sum = sum * rest + SIMD4(repeating: 1.666_666_55e-1)
        sum = sum * rest + SIMD4(repeating: 5.000_000_1e-1)
        let power = sum * (rest * rest) + rest + SIMD4(repeating: 1)
        let bits = unsafeBitCast(shifted, to: SIMD4<UInt32>.self) &+ SIMD4(repeating: 127 &- 0x4b40_0000)
        return power * unsafeBitCast(bits &<< SIMD4(repeating: 23), to: SIMD4<Float>.self)
    }
}

/// Twice as many problems as a half holds.
struct PairLanes<Half: DualLanes>: DualLanes {
    var low: Half
    var high: Half

    static var width: Int { 2 * Half.width }

    @inline(__always)
    init(_ low: Half, _ high: Half) {
        self.low = low
        self.high = high
    }
    @inline(__always)
    init(repeating value: Float) { self.init(Half(repeating: value), Half(repeating: value)) }
    @inline(__always)
    init(loading source: UnsafePointer<Float>) {
        self.init(Half(loading: source), Half(loading: source + Half.width))
    }
    @inline(__always)
    func store(to target: UnsafeMutablePointer<Float>) {
        low.store(to: target)
        high.store(to: target + Half.width)
    }
    @inline(__always)
    static func + (left: Self, right: Self) -> Self { Self(left.low + right.low, left.high + right.high) }
    @inline(__always)
    static func - (left: Self, right: Self) -> Self { Self(left.low - right.low, left.high - right.high) }
    @inline(__always)
    static func * (left: Self, right: Self) -> Self { Self(left.low * right.low, left.high * right.high) }
    @inline(__always)
    static func / (left: Self, right: Self) -> Self { Self(left.low / right.low, left.high / right.high) }
    @inline(__always)
    var magnitude: Self { Self(low.magnitude, high.magnitude) }
    @inline(__always)
    var isZero: Bool { low.isZero && high.isZero }
    @inline(__always)
    var logistic: Self { Self(low.logistic, high.logistic) }
    @inline(__always)
    func cleared(atMost limit: Self) -> Self { Self(low.cleared(atMost: limit.low), high.cleared(atMost: limit.high)) }
    @inline(__always)
    func replaced(by other: Self, whereZero test: Self) -> Self {
        Self(
            low.replaced(by: other.low, whereZero: test.low), high.replaced(by: other.high, whereZero: test.high))
    }
}
