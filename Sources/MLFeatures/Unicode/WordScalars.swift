/// The scalars that words are made of: letters, numbers and the underscore.
///
/// This is `\w` of Python's `re` for text (`str.isalnum()` or `_`): the general categories L* and N*. Combining marks
/// are not word scalars. The table is part of this library, of Unicode 17.0, and not that of the operating system, so a
/// stored vocabulary cuts text the same way everywhere; Python before 3.15 differs only in scalars that its Unicode
/// version does not know yet.
enum WordScalars {
    /// One bit for each scalar of the basic multilingual plane, 64 scalars a word.
    static let basicPlane: [UInt64] = {
        var words = [UInt64](repeating: 0, count: 1 << 10)
        func insert(_ scalar: UInt32) { words[Int(scalar >> 6)] |= 1 << UInt64(scalar & 63) }
        for scalar in UInt32(0)..<0x80 where isASCIIWord(UInt8(scalar)) { insert(scalar) }
        for run in stride(from: 0, to: bounds.count, by: 2) where bounds[run] < 0x1_0000 {
            for scalar in bounds[run]...min(bounds[run + 1], 0xFFFF) { insert(scalar) }
        }
        return words
    }()

    /// Whether a scalar is part of words.
    static func contains(_ scalar: Unicode.Scalar) -> Bool { contains(scalar.value, basicPlane: basicPlane) }

    /// Whether a scalar is part of words, given ``basicPlane``, which hot loops fetch once.
    @inline(__always)
    static func contains(_ scalar: UInt32, basicPlane: [UInt64]) -> Bool {
        if scalar < 0x1_0000 { return basicPlane[Int(scalar >> 6)] >> UInt64(scalar & 63) & 1 == 1 }
        return isInRun(scalar)
    }

    /// Whether a byte is an ASCII letter, digit or underscore.
    static func isASCIIWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// Binary search for the run that begins last before or at the scalar.
    private static func isInRun(_ scalar: UInt32) -> Bool {
        var low = 0
        var high = bounds.count / 2
        while low < high {
            let middle = (low + high) / 2
            if bounds[2 * middle] <= scalar { low = middle + 1 } else { high = middle }
        }
        return low > 0 && scalar <= bounds[2 * low - 1]
    }
}
