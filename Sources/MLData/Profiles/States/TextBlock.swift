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
    private var slots: [Int32]

    /// Counts the texts of the present rows.
    init(_ texts: TextBuffer, validity: ValidityBitmap, rows: Range<Int>) {
        self.texts = texts
        slots = [Int32](repeating: -1, count: 1024)
        for row in rows where validity[row] { add(row) }
    }

    /// The hash that the texts of a block are told apart by, besides their bytes.
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
        let hash = texts.withUTF8(at: row) { Self.hash($0) }
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let entry = Int(slots[slot])
            if entries[entry].hash == hash, isSame(entries[entry].row, row) {
                entries[entry].count += 1
                return
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = Int32(entries.count)
        entries.append(Entry(row: row, hash: hash, count: 1))
        if entries.count * 2 > slots.count { grow() }
    }

    private func isSame(_ first: Int, _ second: Int) -> Bool {
        texts.withUTF8(at: first) { first in
            texts.withUTF8(at: second) { first.count == $0.count && first.elementsEqual($0) }
        }
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 4)
        for (entry, content) in entries.enumerated() {
            var slot = Int(truncatingIfNeeded: content.hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(entry)
        }
    }
}
