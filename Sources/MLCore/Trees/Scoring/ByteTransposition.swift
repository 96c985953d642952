/// Turns eight vectors of sixteen bytes into sixteen words of eight bytes.
///
/// Word `i` has byte `i` of the first vector as its lowest byte. Written element by element, because the standard
/// library has no interleaving of vectors; the compiler makes one instruction of each function.
enum ByteTransposition {
    typealias Bytes = SIMD16<UInt8>

    @inline(__always)
    static func transpose(_ source: UnsafePointer<Bytes>, stride: Int, to words: UnsafeMutablePointer<Bytes>) {
        let (a, b) = (source[0], source[stride])
        let (c, d) = (source[2 &* stride], source[3 &* stride])
        let (e, f) = (source[4 &* stride], source[5 &* stride])
        let (g, h) = (source[6 &* stride], source[7 &* stride])
        let (ab, ab2) = (low8(a, b), high8(a, b))
        let (cd, cd2) = (low8(c, d), high8(c, d))
        let (ef, ef2) = (low8(e, f), high8(e, f))
        let (gh, gh2) = (low8(g, h), high8(g, h))
        let (p0, p1) = (low16(ab, cd), high16(ab, cd))
        let (p2, p3) = (low16(ab2, cd2), high16(ab2, cd2))
        let (q0, q1) = (low16(ef, gh), high16(ef, gh))
        let (q2, q3) = (low16(ef2, gh2), high16(ef2, gh2))
        words[0] = low32(p0, q0)
        words[1] = high32(p0, q0)
        words[2] = low32(p1, q1)
        words[3] = high32(p1, q1)
        words[4] = low32(p2, q2)
        words[5] = high32(p2, q2)
        words[6] = low32(p3, q3)
        words[7] = high32(p3, q3)
    }

    @inline(__always)
    private static func low8(_ a: Bytes, _ b: Bytes) -> Bytes {
        Bytes(
            a[0], b[0], a[1], b[1], a[2], b[2], a[3], b[3], a[4], b[4], a[5], b[5], a[6], b[6], a[7], b[7])
    }

    @inline(__always)
    private static func high8(_ a: Bytes, _ b: Bytes) -> Bytes {
        Bytes(
            a[8], b[8], a[9], b[9], a[10], b[10], a[11], b[11], a[12], b[12], a[13], b[13], a[14], b[14], a[15], b[15])
    }

    @inline(__always)
    private static func low16(_ a: Bytes, _ b: Bytes) -> Bytes {
        let (x, y) = (unsafeBitCast(a, to: SIMD8<UInt16>.self), unsafeBitCast(b, to: SIMD8<UInt16>.self))
        return unsafeBitCast(SIMD8<UInt16>(x[0], y[0], x[1], y[1], x[2], y[2], x[3], y[3]), to: Bytes.self)
    }

    @inline(__always)
    private static func high16(_ a: Bytes, _ b: Bytes) -> Bytes {
        let (x, y) = (unsafeBitCast(a, to: SIMD8<UInt16>.self), unsafeBitCast(b, to: SIMD8<UInt16>.self))
        return unsafeBitCast(SIMD8<UInt16>(x[4], y[4], x[5], y[5], x[6], y[6], x[7], y[7]), to: Bytes.self)
    }

    @inline(__always)
    private static func low32(_ a: Bytes, _ b: Bytes) -> Bytes {
        let (x, y) = (unsafeBitCast(a, to: SIMD4<UInt32>.self), unsafeBitCast(b, to: SIMD4<UInt32>.self))
        return unsafeBitCast(SIMD4<UInt32>(x[0], y[0], x[1], y[1]), to: Bytes.self)
    }

    @inline(__always)
    private static func high32(_ a: Bytes, _ b: Bytes) -> Bytes {
        let (x, y) = (unsafeBitCast(a, to: SIMD4<UInt32>.self), unsafeBitCast(b, to: SIMD4<UInt32>.self))
        return unsafeBitCast(SIMD4<UInt32>(x[2], y[2], x[3], y[3]), to: Bytes.self)
    }
}
