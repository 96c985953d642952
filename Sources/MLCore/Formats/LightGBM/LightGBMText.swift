/// The lines of a LightGBM model file, one after another, read in place.
///
/// Lines end with a line feed, a carriage return or both, as LightGBM reads them. The text points into memory that the
/// caller owns and must not leave the closure that holds it.
struct LightGBMText {
    let bytes: UnsafeBufferPointer<UInt8>
    /// The offset of the first byte that is not read yet.
    private(set) var position = 0
    /// The number of the last line, counted from 1.
    private(set) var lineNumber = 0
    /// The offset of the last line.
    private(set) var lineStart = 0
    /// Whether the last line was ended by a line break and not by the end of the text.
    private(set) var lineIsComplete = true

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Reads the next line, without its end.
    ///
    /// - Returns: Where the line is, or `nil` at the end of the text.
    mutating func nextLine() -> Range<Int>? {
        let count = bytes.count
        guard position < count else { return nil }
        lineNumber += 1
        lineStart = position
        let end = lineEnd(from: position)
        lineIsComplete = end < count
        position = end
        if position < count, bytes[position] == 0x0D { position += 1 }
        if position < count, bytes[position] == 0x0A { position += 1 }
        return lineStart..<end
    }

    /// The offset of the first line break from an offset on, or the end of the text: eight bytes at a time, since lines are
    /// long.
    private func lineEnd(from start: Int) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        var end = start
        while end + 8 <= raw.count {
            let word = raw.loadUnaligned(fromByteOffset: end, as: UInt64.self)
            if Self.hasZero(word ^ 0x0A0A_0A0A_0A0A_0A0A) || Self.hasZero(word ^ 0x0D0D_0D0D_0D0D_0D0D) { break }
            end += 8
        }
        while end < raw.count, raw[end] != 0x0A, raw[end] != 0x0D { end += 1 }
        return end
    }

    /// Whether one of the eight bytes is zero.
    @inline(__always)
    private static func hasZero(_ word: UInt64) -> Bool {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0
    }

    /// Goes back to the beginning of the last line.
    mutating func unreadLine() {
        position = lineStart
        lineNumber -= 1
    }

    /// The bytes of a range.
    @inline(__always)
    func slice(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[range]) }

    /// A range as text; bytes that are not UTF-8 are replaced.
    func string(_ range: Range<Int>) -> String { String(decoding: slice(range), as: UTF8.self) }

    /// Whether a range begins with a text.
    func starts(_ range: Range<Int>, with prefix: StaticString) -> Bool {
        let count = prefix.utf8CodeUnitCount
        guard range.count >= count else { return false }
        for index in 0..<count where bytes[range.lowerBound + index] != prefix.utf8Start[index] { return false }
        return true
    }

    /// Whether a range is a text.
    func equals(_ range: Range<Int>, _ text: StaticString) -> Bool {
        range.count == text.utf8CodeUnitCount && starts(range, with: text)
    }

    /// Splits a line at its first `=`.
    func keyAndValue(_ line: Range<Int>) -> (key: Range<Int>, value: Range<Int>)? {
        guard let separator = line.first(where: { bytes[$0] == UInt8(ascii: "=") }) else { return nil }
        return (line.lowerBound..<separator, separator + 1..<line.upperBound)
    }

    /// The parts of a range between spaces.
    func tokens(_ range: Range<Int>, separator: UInt8 = UInt8(ascii: " ")) -> LightGBMTokens {
        LightGBMTokens(slice(range), separator: separator)
    }
}

/// The parts of a text between separators; empty parts are left out.
struct LightGBMTokens: Sequence, IteratorProtocol {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let separator: UInt8
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, separator: UInt8) {
        self.bytes = bytes
        self.separator = separator
    }

    @inline(__always)
    mutating func next() -> UnsafeBufferPointer<UInt8>? {
        let count = bytes.count
        while position < count, bytes[position] == separator { position += 1 }
        guard position < count else { return nil }
        let start = position
        while position < count, bytes[position] != separator { position += 1 }
        return UnsafeBufferPointer(rebasing: bytes[start..<position])
    }
}
