/// A 32-byte vector of scalars: the unit in which the kernels load, multiply and add.
///
/// The kernels are written once over this protocol; its two types keep the operators concrete, which is what makes the
/// compiler emit vector instructions.
protocol LaneVector: Sendable {
    associatedtype Scalar: NumericScalar

    static var width: Int { get }
    init(repeating value: Scalar)
    init(loading source: UnsafePointer<Scalar>)
    func store(to target: UnsafeMutablePointer<Scalar>)
    static func + (left: Self, right: Self) -> Self
    static func - (left: Self, right: Self) -> Self
    static func * (left: Self, right: Self) -> Self
    /// The sum of the lanes: halves are added onto each other until one lane is left.
    var laneSum: Scalar { get }
}

/// Four doubles.
struct DoubleLanes: LaneVector {
    var lanes: SIMD4<Double>

    static var width: Int { 4 }

    @inline(__always)
    init(_ lanes: SIMD4<Double>) { self.lanes = lanes }
    @inline(__always)
    init(repeating value: Double) { lanes = SIMD4(repeating: value) }
    @inline(__always)
    init(loading source: UnsafePointer<Double>) {
        lanes = UnsafeRawPointer(source).loadUnaligned(as: SIMD4<Double>.self)
    }
    @inline(__always)
    func store(to target: UnsafeMutablePointer<Double>) {
        UnsafeMutableRawPointer(target).storeBytes(of: lanes, as: SIMD4<Double>.self)
    }
    @inline(__always)
    static func + (left: Self, right: Self) -> Self { Self(left.lanes + right.lanes) }
    @inline(__always)
    static func - (left: Self, right: Self) -> Self { Self(left.lanes - right.lanes) }
    @inline(__always)
    static func * (left: Self, right: Self) -> Self { Self(left.lanes * right.lanes) }
    @inline(__always)
    var laneSum: Double {
        let halves = lanes.lowHalf + lanes.highHalf
        return halves.x + halves.y
    }
}

/// Eight floats.
struct FloatLanes: LaneVector {
    var lanes: SIMD8<Float>

    static var width: Int { 8 }

    @inline(__always)
    init(_ lanes: SIMD8<Float>) { self.lanes = lanes }
    @inline(__always)
    init(repeating value: Float) { lanes = SIMD8(repeating: value) }
    @inline(__always)
    init(loading source: UnsafePointer<Float>) {
        lanes = UnsafeRawPointer(source).loadUnaligned(as: SIMD8<Float>.self)
    }
    @inline(__always)
    func store(to target: UnsafeMutablePointer<Float>) {
        UnsafeMutableRawPointer(target).storeBytes(of: lanes, as: SIMD8<Float>.self)
    }
    @inline(__always)
    static func + (left: Self, right: Self) -> Self { Self(left.lanes + right.lanes) }
    @inline(__always)
    static func - (left: Self, right: Self) -> Self { Self(left.lanes - right.lanes) }
    @inline(__always)
    static func * (left: Self, right: Self) -> Self { Self(left.lanes * right.lanes) }
    @inline(__always)
    var laneSum: Float {
        let quarters = lanes.lowHalf + lanes.highHalf
        let halves = quarters.lowHalf + quarters.highHalf
        return halves.x + halves.y
    }
}
