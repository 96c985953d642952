extension SIMD16<Int8> {
    /// All bits of the bytes that are below a bound, none of the others.
    @inline(__always)
    func mask(below bound: Self) -> SIMD16<UInt8> { unsafeBitCast(bound .> self, to: SIMD16<UInt8>.self) }
}
