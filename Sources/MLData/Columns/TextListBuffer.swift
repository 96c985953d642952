/// Lists of texts: offsets into one run of texts.
package struct TextListBuffer: Sendable, Hashable {
    /// The texts of all lists, one after the other.
    package private(set) var texts: TextBuffer
    /// Where each list begins in ``texts``, and where the last one ends; one more element than there are lists.
    package private(set) var offsets: [Int]

    /// Creates an empty buffer.
    package init() {
        texts = TextBuffer()
        offsets = [0]
    }

    /// Creates a buffer from its parts, or returns `nil` when they do not fit together.
    package init?(texts: TextBuffer, offsets: [Int]) {
        guard offsets.first == 0, offsets.last == texts.count else { return nil }
        for index in 1..<max(1, offsets.count) where offsets[index] < offsets[index - 1] { return nil }
        self.texts = texts
        self.offsets = offsets
    }

    /// The number of lists.
    package var count: Int { offsets.count - 1 }

    /// Adds a list.
    package mutating func append(_ list: [String]) {
        for text in list { texts.append(text) }
        offsets.append(texts.count)
    }

    /// Adds a text to the list that ``endList()`` will close.
    package mutating func appendElement(utf8 text: UnsafeBufferPointer<UInt8>) { texts.append(utf8: text) }

    /// Closes a list of the texts added since the last one.
    package mutating func endList() { offsets.append(texts.count) }

    /// Adds the lists of another buffer.
    package mutating func append(contentsOf other: TextListBuffer) {
        let base = texts.count
        texts.append(contentsOf: other.texts)
        for offset in other.offsets.dropFirst() { offsets.append(base + offset) }
    }

    /// Where the texts of a list are in ``texts``.
    ///
    /// - Precondition: `index` is the position of a list.
    package func range(at index: Int) -> Range<Int> { offsets[index]..<offsets[index + 1] }

    /// The texts of a list.
    ///
    /// - Precondition: `index` is the position of a list.
    package func list(at index: Int) -> [String] { range(at: index).map(texts.string(at:)) }

    /// The lists of the given positions, in that order.
    ///
    /// - Precondition: Every position is the position of a list.
    package func taking(_ positions: [Int]) -> TextListBuffer {
        var result = TextListBuffer()
        result.offsets.reserveCapacity(positions.count + 1)
        for position in positions {
            result.texts.append(range(at: position), of: texts)
            result.endList()
        }
        return result
    }
}
