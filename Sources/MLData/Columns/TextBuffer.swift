/// Texts as one run of UTF-8 bytes and offsets into it, laid out like Arrow's large UTF-8 arrays.
///
/// One allocation holds all texts, so a column of a million texts costs two arrays instead of a million strings.
package struct TextBuffer: Sendable, Hashable {
    /// The well-formed UTF-8 of all texts, one after the other.
    package private(set) var bytes: [UInt8]
    /// Where each text begins in ``bytes``, and where the last one ends; one more element than there are texts.
    package private(set) var offsets: [Int]

    /// Creates an empty buffer.
    package init() {
        bytes = []
        offsets = [0]
    }

    /// Creates a buffer of empty texts.
    package init(emptyTexts count: Int) {
        bytes = []
        offsets = [Int](repeating: 0, count: count + 1)
    }

    /// Creates a buffer of texts.
    package init(_ texts: some Sequence<String>) {
        self.init()
        for text in texts { append(text) }
    }

    /// Creates a buffer from its parts, or returns `nil` when they do not fit together.
    ///
    /// - Parameters:
    ///   - bytes: The bytes of all texts; has to be well-formed UTF-8 between any two offsets.
    ///   - offsets: Never decreasing, from 0 to the number of bytes.
    package init?(bytes: [UInt8], offsets: [Int]) {
        guard offsets.first == 0, offsets.last == bytes.count else { return nil }
        for index in 1..<max(1, offsets.count) where offsets[index] < offsets[index - 1] { return nil }
        self.bytes = bytes
        self.offsets = offsets
    }

    /// The number of texts.
    package var count: Int { offsets.count - 1 }

    /// Adds a text.
    package mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        offsets.append(bytes.count)
    }

    /// Adds a text given as well-formed UTF-8.
    package mutating func append(utf8 text: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: text)
        offsets.append(bytes.count)
    }

    /// Adds many texts given as well-formed UTF-8, one after the other.
    ///
    /// - Parameters:
    ///   - text: The bytes of all texts.
    ///   - ends: Where each text ends.
    package mutating func append(utf8 text: UnsafeBufferPointer<UInt8>, ends: UnsafeBufferPointer<UInt32>) {
        let base = bytes.count
        bytes.append(contentsOf: text)
        offsets.append(contentsOf: ends.lazy.map { base &+ Int($0) })
    }

    /// Adds an empty text, as is stored for a missing value.
    package mutating func appendEmpty() { offsets.append(bytes.count) }

    /// Adds the texts of another buffer.
    package mutating func append(contentsOf other: TextBuffer) {
        let base = bytes.count
        bytes.append(contentsOf: other.bytes)
        offsets.reserveCapacity(offsets.count + other.count)
        for offset in other.offsets.dropFirst() { offsets.append(base + offset) }
    }

    /// Makes room for more texts.
    package mutating func reserve(texts: Int, bytes byteCount: Int) {
        offsets.reserveCapacity(offsets.count + texts)
        bytes.reserveCapacity(bytes.count + byteCount)
    }

    /// Makes room for so many texts that large pages of memory are worth it.
    mutating func reserveLarge(texts: Int, bytes byteCount: Int) {
        LargeArrays.reserve(&offsets, texts + 1)
        LargeArrays.reserve(&bytes, byteCount)
    }

    /// A text.
    ///
    /// - Precondition: `index` is the position of a text.
    package func string(at index: Int) -> String {
        withUTF8(at: index) { String(decoding: $0, as: UTF8.self) }
    }

    /// The number of UTF-8 bytes of a text.
    ///
    /// - Precondition: `index` is the position of a text.
    package func byteCount(at index: Int) -> Int { offsets[index + 1] - offsets[index] }

    /// Calls `body` with the UTF-8 bytes of a text.
    ///
    /// - Precondition: `index` is the position of a text.
    @inline(__always)
    package func withUTF8<Result, Failure: Error>(
        at index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let range = offsets[index]..<offsets[index + 1]
        return try bytes.withUnsafeBufferPointer { (bytes) throws(Failure) in
            try body(UnsafeBufferPointer(rebasing: bytes[range]))
        }
    }

    /// Calls `body` with the bytes of all texts and the offsets of each, for loops over many of them.
    @inline(__always)
    package func withBytes<Result>(
        _ body: (_ bytes: UnsafeBufferPointer<UInt8>, _ offsets: UnsafeBufferPointer<Int>) -> Result
    ) -> Result {
        bytes.withUnsafeBufferPointer { bytes in offsets.withUnsafeBufferPointer { body(bytes, $0) } }
    }

    /// All texts.
    package var strings: [String] { (0..<count).map(string(at:)) }

    /// The texts of the given positions, in that order.
    ///
    /// - Precondition: Every position is the position of a text.
    package func taking(_ positions: [Int]) -> TextBuffer {
        var result = TextBuffer()
        var byteCount = 0
        for position in positions { byteCount += self.byteCount(at: position) }
        result.reserve(texts: positions.count, bytes: byteCount)
        for position in positions {
            result.bytes.append(contentsOf: bytes[offsets[position]..<offsets[position + 1]])
            result.offsets.append(result.bytes.count)
        }
        return result
    }

    /// The texts of the given positions, in that order; an empty text where there is none.
    ///
    /// - Precondition: Every position is the position of a text.
    func taking(optional positions: [Int?]) -> TextBuffer {
        var result = TextBuffer()
        var byteCount = 0
        for case let position? in positions { byteCount += self.byteCount(at: position) }
        result.reserve(texts: positions.count, bytes: byteCount)
        for position in positions {
            if let position { result.append(position..<position + 1, of: self) } else { result.appendEmpty() }
        }
        return result
    }

    /// The first texts.
    ///
    /// - Precondition: There are that many.
    package func prefix(_ count: Int) -> TextBuffer {
        var result = TextBuffer()
        result.bytes = Array(bytes[..<offsets[count]])
        result.offsets = Array(offsets[...count])
        return result
    }

    /// The texts of a range of positions.
    ///
    /// - Precondition: The range is within the buffer.
    package mutating func append(_ range: Range<Int>, of other: TextBuffer) {
        for index in range {
            bytes.append(contentsOf: other.bytes[other.offsets[index]..<other.offsets[index + 1]])
            offsets.append(bytes.count)
        }
    }
}
