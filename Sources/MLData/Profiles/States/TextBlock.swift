import MLStatistics

/// The different texts of some rows with how often each occurs, found by a hash table over their bytes.
struct TextBlock {
    /// A text: where it first occurs, its hash and how many rows have it.
    struct Entry {
        var row: Int
        var hash: UInt64
        var count: Int64
    }

    /// The texts in the order in which they first occur.
    private(set) var entries: [Entry] = []
    private let texts: TextBuffer
    private var table = CodeTable()

    /// Counts the texts of the present rows.
    init(_ texts: TextBuffer, validity: ValidityBitmap, rows: Range<Int>) {
        self.texts = texts
        for row in rows where validity[row] { add(row) }
    }

    /// The hash that sketches know a text by.
    @inline(__always)
    static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 { StableHash.hash(text) }

    /// A text.
    func text(_ entry: Int) -> String { texts.string(at: entries[entry].row) }

    /// Calls `body` with the bytes of a text.
    @inline(__always)
    func withUTF8<Result>(_ entry: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        texts.withUTF8(at: entries[entry].row, body)
    }

    private mutating func add(_ row: Int) {
        texts.withUTF8(at: row) { text in
            // Not by the hash of sketches: texts of which it is the same are easy to find.
            let known = table.count
            let code = table.code(ofHash: table.hash(text)) { code in
                texts.withUTF8(at: entries[code].row) { $0.count == text.count && $0.elementsEqual(text) }
            }
            guard code == known else {
                entries[code].count += 1
                return
            }
            entries.append(Entry(row: row, hash: Self.hash(text), count: 1))
        }
    }
}

extension TextBlock {
    /// Whether all texts are ASCII: then texts with other bytes are other strings.
    var isASCII: Bool { entries.indices.allSatisfy { withUTF8($0) { $0.allSatisfy { $0 < 0x80 } } } }
}
