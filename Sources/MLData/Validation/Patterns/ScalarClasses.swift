/// Divides the scalars of Unicode into classes that the sets of a pattern do not tell apart.
struct ScalarClasses {
    private struct Signature: Hashable {
        var members: [UInt64]
        var place: PatternPlace
    }

    /// The class of a newline that is the last scalar of a text.
    static let finalNewline = 0

    private let sets: [ScalarSet]
    private let isASCII: Bool
    /// For each class the sets that have its scalars, as bits.
    private(set) var members: [[UInt64]] = []
    /// For each class what its scalars are to assertions.
    private(set) var places: [PatternPlace] = []
    /// The classes of the scalars of ASCII.
    private(set) var ascii: [Int] = []
    private var numbers: [Signature: Int] = [:]
    /// The classes of other scalars that were met, by their upper bits; 0 for none.
    private var pages: [[Int32]] = []

    init(_ program: PatternProgram) {
        sets = program.sets
        isASCII = program.isASCII
        members.append(bits("\n"))
        places.append(.finalNewline)
        ascii = (0..<128).map { classified(Unicode.Scalar(UInt8($0))) }
    }

    /// How many classes there are.
    var count: Int { members.count }

    /// The class of a scalar beyond ASCII.
    mutating func kind(of scalar: Unicode.Scalar) -> Int {
        let (page, offset) = (Int(scalar.value >> 8), Int(scalar.value & 0xFF))
        if pages.isEmpty { pages = [[Int32]](repeating: [], count: 0x1100) }
        if pages[page].isEmpty { pages[page] = [Int32](repeating: 0, count: 256) }
        let known = pages[page][offset]
        if known > 0 { return Int(known) }
        let kind = classified(scalar)
        pages[page][offset] = Int32(truncatingIfNeeded: kind)
        return kind
    }

    private mutating func classified(_ scalar: Unicode.Scalar) -> Int {
        let place: PatternPlace =
            scalar == "\n" ? .newline : ScalarSet.Property.word.holds(scalar, isASCII: isASCII) ? .word : .other
        let signature = Signature(members: bits(scalar), place: place)
        if let known = numbers[signature] { return known }
        numbers[signature] = members.count
        members.append(signature.members)
        places.append(place)
        return members.count - 1
    }

    private func bits(_ scalar: Unicode.Scalar) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: (sets.count + 63) / 64)
        for (index, set) in sets.enumerated() where set.contains(scalar) {
            words[index >> 6] |= 1 << UInt64(index & 63)
        }
        return words
    }
}

/// Reads scalars of UTF-8.
enum UTF8Scalars {
    /// The scalar at a position, which is moved behind it; bytes that are no UTF-8 give U+FFFD one by one.
    static func scalar(_ text: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Unicode.Scalar {
        let first = UInt32(text[position])
        let length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard first < 0x80 || (first >= 0xC2 && first < 0xF5), position + length <= text.count else {
            position += 1
            return "\u{FFFD}"
        }
        var value = length == 1 ? first : first & (0x7F >> UInt32(length))
        for offset in 1..<max(length, 1) where length > 1 {
            let byte = text[position + offset]
            guard byte & 0xC0 == 0x80 else {
                position += 1
                return "\u{FFFD}"
            }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        position += length
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }
}
