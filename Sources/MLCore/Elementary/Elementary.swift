/// Elementary functions that give the same bits on every processor and operating system.
///
/// The C library's `exp`, `log` and `pow` differ from version to version and choose other code paths by processor, so a
/// model trained with them cannot be reproduced bit for bit elsewhere. These are made of IEEE 754 additions,
/// subtractions, multiplications, divisions and bit operations only, in a fixed order and without fused
/// multiply-add.
///
/// Every function of `Double` is within 2 units in the last place of the exact result over its whole range, subnormal
/// arguments and results included; the figures measured are in *Numeric conventions*. The functions of `Float` compute
/// in `Double` and round once, which is within 0.51 units. NaN gives NaN (its payload is not specified); nothing traps
/// and no floating-point flag is meaningful.
///
/// Sources: the argument reductions are those of fdlibm (Sun Microsystems, 1993), also used by FreeBSD, musl and
/// OpenLibm; the polynomial coefficients were computed for this package as near-minimax fits (Chebyshev, 300 bits);
/// double-double steps are Dekker's ("A floating-point technique for extending the available precision", 1971).
public enum Elementary {}

/// The constants that several functions share.
extension Elementary {
    /// ln 2 to 42 bits: its product with any exponent is exact.
    static var ln2High: Double { 0x1.62e42fefa3800p-1 }
    /// ln 2 − ``ln2High``.
    static var ln2Low: Double { 0x1.ef35793c76730p-45 }
    /// 1 / ln 2.
    static var inverseLn2: Double { 0x1.71547652b82fep+0 }
    /// 1.5 · 2⁵²: adding it rounds to a whole number and leaves that number in the low bits.
    static var roundingShift: Double { 0x1.8p52 }

    /// 2 to a power from −1022 to 1023.
    @inline(__always)
    static func powerOfTwo(_ exponent: Int64) -> Double {
        Double(bitPattern: UInt64(truncatingIfNeeded: exponent &+ 1023) &<< 52)
    }

    /// `value` · 2^`exponent` for a value in [½, 4] and an exponent from −1100 to 1030, rounded once.
    @inline(__always)
    static func scaled(_ value: Double, by exponent: Int64) -> Double {
        if exponent > 1022 { return value * 0x1p1022 * powerOfTwo(exponent &- 1022) }
        if exponent < -1020 { return value * powerOfTwo(exponent &+ 200) * 0x1p-200 }
        return value * powerOfTwo(exponent)
    }
}
