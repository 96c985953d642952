import MLCore

/// The texts of the pages of a chunk, by themselves or by their numbers in the dictionary.
final class TextValueSource {
    /// The most texts that are taken at once.
    static let batchSize = 4096

    /// Where a text of the dictionary is.
    struct Entry: BitwiseCopyable {
        let offset: UInt32
        let count: UInt32
    }

    let pages: ParquetChunkReader
    private var dictionary: [Entry]?
    /// The numbers of the texts of a batch.
    private var indices = [UInt32](repeating: 0, count: batchSize)

    init(_ pages: ParquetChunkReader) { self.pages = pages }

    /// Takes the numbers of texts that are present and calls `body` with them and what they stand for.
    ///
    /// - Precondition: `count` is at most ``batchSize``, and the page uses a dictionary.
    func withIndices(
        _ count: Int,
        _ body: (
            _ indices: UnsafePointer<UInt32>, _ entries: UnsafePointer<Entry>, _ bytes: UnsafePointer<UInt8>
        ) throws(DataError) -> Void
    ) throws(DataError) {
        guard count > 0 else { return }
        let entries = try loadDictionary()
        guard let base = pages.dictionary?.values.next.assumingMemoryBound(to: UInt8.self) else { return }
        var result: Result<Void, DataError> = .success(())
        indices.withUnsafeMutableBufferPointer { buffer in
            entries.withUnsafeBufferPointer { entries in
                result = Result { () throws(DataError) in
                    guard let scratch = buffer.baseAddress else { return }
                    var largest: UInt32 = 0
                    try pages.located { () throws(EncodingFault) in
                        try pages.indices?.read(count, to: scratch, largest: &largest)
                    }
                    guard Int(largest) < entries.count, let first = entries.baseAddress else {
                        throw pages.malformed("a value is number \(largest) of \(entries.count) in its dictionary")
                    }
                    try body(scratch, first, base)
                }
            }
        }
        try result.get()
    }

    /// Takes a text that stands for itself; it is not checked to be UTF-8.
    @inline(__always)
    func next() throws(EncodingFault) -> UnsafeBufferPointer<UInt8> {
        let count = Int(try pages.plain.take(1, width: 4).loadUnaligned(as: UInt32.self).littleEndian)
        let bytes = try pages.plain.take(1, width: count)
        return UnsafeBufferPointer(start: bytes.assumingMemoryBound(to: UInt8.self), count: count)
    }

    private func loadDictionary() throws(DataError) -> [Entry] {
        if let dictionary { return dictionary }
        guard let (values, count) = pages.dictionary else { throw pages.malformed("there is no dictionary") }
        var entries: [Entry] = []
        entries.reserveCapacity(count)
        var rest = values
        try pages.located { () throws(EncodingFault) in
            for _ in 0..<count {
                let size = Int(try rest.take(1, width: 4).loadUnaligned(as: UInt32.self).littleEndian)
                let bytes = try rest.take(1, width: size)
                let text = UnsafeBufferPointer(start: bytes.assumingMemoryBound(to: UInt8.self), count: size)
                guard UTF8Validation.firstInvalidOffset(in: text) == nil else { throw .invalidText }
                guard let offset = UInt32(exactly: bytes - values.next), let length = UInt32(exactly: size) else {
                    throw EncodingFault("the dictionary has more than 4 GiB")
                }
                entries.append(Entry(offset: offset, count: length))
            }
        }
        dictionary = entries
        return entries
    }
}
