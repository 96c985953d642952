/// Numbers as words whose order as unsigned integers is the order of the numbers.
enum SortableKey {
    /// The word of an integer.
    @inline(__always)
    static func key(_ integer: Int64) -> UInt64 { UInt64(bitPattern: integer) ^ (1 &<< 63) }

    /// The word of a finite number; zeros of either sign have the same.
    @inline(__always)
    static func key(_ number: Double) -> UInt64 {
        let bits = (number + 0).bitPattern
        // Negative numbers have all bits turned, the others the sign.
        return bits ^ (UInt64(bitPattern: Int64(bitPattern: bits) &>> 63) | 1 &<< 63)
    }

    /// The integer of a word.
    @inline(__always)
    static func integer(_ key: UInt64) -> Int64 { Int64(bitPattern: key ^ (1 &<< 63)) }

    /// The number of a word.
    @inline(__always)
    static func number(_ key: UInt64) -> Double {
        Double(bitPattern: key ^ (UInt64(bitPattern: ~(Int64(bitPattern: key) &>> 63)) | 1 &<< 63))
    }
}
