/// Lower-case forms of scalars, from a table of Unicode 17.0 that is part of this library.
///
/// The result for a whole text is that of Python's `str.lower()`: full mapping (U+0130 becomes two scalars), and the
/// capital sigma becomes ς at the end of a word and σ elsewhere.
enum Lowercase {
    /// Capital I with dot above, the only scalar whose lower-case form is two scalars: `i` and U+0307.
    static let dottedCapitalI: UInt32 = 0x130
    /// The combining dot above.
    static let combiningDotAbove: UInt32 = 0x307
    /// Capital sigma, whose lower-case form depends on what is around it.
    static let capitalSigma: UInt32 = 0x3A3
    /// The small sigma at the end of a word.
    static let finalSigma: UInt32 = 0x3C2

    /// The lower-case form of each scalar of the basic multilingual plane, ignoring context.
    static let basicPlane: [UInt16] = {
        var table = [UInt16](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            for index in 0..<(1 << 16) { buffer.initializeElement(at: index, to: UInt16(index)) }
            count = 1 << 16
        }
        for letter in 0x41...0x5A { table[letter] = UInt16(letter + 0x20) }
        for run in stride(from: 0, to: runs.count, by: 4) where runs[run] < 0x1_0000 {
            for scalar in stride(from: runs[run], through: runs[run + 1], by: Int(runs[run + 2])) {
                table[Int(scalar)] = UInt16(truncatingIfNeeded: scalar + runs[run + 3])
            }
        }
        return table
    }()

    /// The lower-case form of a scalar, ignoring context, given ``basicPlane``, which hot loops fetch once.
    @inline(__always)
    static func mapping(_ scalar: UInt32, basicPlane: [UInt16]) -> UInt32 {
        scalar < 0x1_0000 ? UInt32(basicPlane[Int(scalar)]) : supplementaryMapping(scalar)
    }

    /// Binary search for the run that begins last before or at the scalar.
    private static func supplementaryMapping(_ scalar: UInt32) -> UInt32 {
        let scalar = Int32(bitPattern: scalar)
        var low = 0
        var high = runs.count / 4
        while low < high {
            let middle = (low + high) / 2
            if runs[4 * middle] <= scalar { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return UInt32(bitPattern: scalar) }
        let run = 4 * (low - 1)
        guard scalar <= runs[run + 1], (scalar - runs[run]) % runs[run + 2] == 0 else {
            return UInt32(bitPattern: scalar)
        }
        return UInt32(bitPattern: scalar + runs[run + 3])
    }

    /// Whether the capital sigma at an offset ends a word: a cased scalar before it and none after it, where
    /// case-ignorable scalars such as apostrophes and combining marks do not count (`Final_Sigma`, Unicode 3.13).
    static func isFinalSigma(in text: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
        var before = offset
        while true {
            guard let previous = UTF8Scalars.startOfScalar(before: before, in: text) else { return false }
            before = previous
            let properties = UTF8Scalars.decode(text, at: before).scalar.properties
            if properties.isCaseIgnorable { continue }
            guard properties.isCased else { return false }
            break
        }
        var after = offset + UTF8Scalars.decode(text, at: offset).length
        while after < text.count {
            let next = UTF8Scalars.decode(text, at: after)
            after += next.length
            if next.scalar.properties.isCaseIgnorable { continue }
            return !next.scalar.properties.isCased
        }
        return true
    }
}
