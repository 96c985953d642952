import MLCore
import MLStatistics

/// 64-bit fingerprints of the different rows of a table, up to a limit.
///
/// Two rows have one fingerprint when they are equal in all columns: texts byte by byte, zeros of either sign and all
/// NaN alike, missing like missing. Of a million different rows, two have the same by chance once in 40 million tables.
struct RowFingerprints: Sendable, Hashable {
    /// The fingerprints, strictly ascending, or `nil` when there were too many.
    var words: [UInt64]? = []

    /// Adds the rows of a table.
    mutating func add(_ frame: DataFrame, limit: Int, threads: Int) {
        guard words != nil else { return }
        let blocks = Chunks(count: frame.rowCount, size: ColumnState.blockSize)
        let parts = parallelMap(count: blocks.chunkCount, threads: threads) { block in
            Self.fingerprints(frame.columns, blocks.range(block))
        }
        let found = HashSort.distinct(parts)
        merge(RowFingerprints(words: found), limit: limit)
    }

    /// Adds the rows of another table.
    mutating func merge(_ other: RowFingerprints, limit: Int) {
        guard let left = words, let right = other.words else {
            words = nil
            return
        }
        let union = Self.union(left, right)
        words = union.count > limit ? nil : union
    }

    private static func union(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] {
        if left.isEmpty { return right }
        if right.isEmpty { return left }
        var result: [UInt64] = []
        result.reserveCapacity(left.count + right.count)
        var (i, j) = (0, 0)
        while i < left.count, j < right.count {
            let (first, second) = (left[i], right[j])
            result.append(min(first, second))
            if first <= second { i += 1 }
            if second <= first { j += 1 }
        }
        result.append(contentsOf: left[i...])
        result.append(contentsOf: right[j...])
        return result
    }

    /// The fingerprint of each row.
    private static func fingerprints(_ columns: [Column], _ rows: Range<Int>) -> [UInt64] {
        var states = [UInt64](repeating: UInt64(truncatingIfNeeded: columns.count), count: rows.count)
        states.withUnsafeMutableBufferPointer { states in
            for column in columns { combine(column, rows, into: states) }
        }
        return states
    }

    private static func combine(_ column: Column, _ rows: Range<Int>, into states: UnsafeMutableBufferPointer<UInt64>) {
        let validity = column.validity
        let hasMissing = validity.hasMissing
        let first = rows.lowerBound
        @inline(__always)
        func add(_ row: Int, _ word: UInt64) {
            let isMissing = hasMissing && !validity[row]
            states[row - first] = StableHash.combined(states[row - first], isMissing ? 0x6D69_7373_696E_6721 : word)
        }
        @inline(__always)
        func addAll<Element>(_ values: [Element], _ word: (Element) -> UInt64) {
            values[rows].withUnsafeBufferPointer { values in
                if hasMissing {
                    for index in 0..<values.count { add(first + index, word(values[index])) }
                } else {
                    for index in 0..<min(values.count, states.count) {
                        states[index] = StableHash.combined(states[index], word(values[index]))
                    }
                }
            }
        }
        switch column.storage {
        case .bool(let values): addAll(values) { $0 ? 1 : 0 }
        case .int64(let values), .timestamp(let values): addAll(values) { SortableKey.key($0) }
        case .double(let values): addAll(values) { $0.isNaN ? 1 : SortableKey.key($0) }
        case .float(let values): addAll(values) { $0.isNaN ? 1 : SortableKey.key(Double($0)) }
        case .string(let texts):
            for row in rows { add(row, texts.withUTF8(at: row) { StableHash.hash($0) }) }
        case .stringList(let lists):
            for row in rows {
                let word = lists.range(at: row).reduce(UInt64(1)) { state, index in
                    StableHash.combined(state, lists.texts.withUTF8(at: index) { StableHash.hash($0) })
                }
                add(row, word)
            }
        }
    }
}

extension RowFingerprints: Codable {
    /// Decodes the fingerprints from one text of 16 hexadecimal digits each.
    ///
    /// - Throws: `DecodingError` for another text or another order.
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard !container.decodeNil() else {
            words = nil
            return
        }
        let text = try container.decode(String.self)
        func malformed() -> DecodingError {
            .dataCorruptedError(in: container, debugDescription: "these are no fingerprints of rows")
        }
        guard text.utf8.count.isMultiple(of: 16), let bytes = Hexadecimal.bytes(text) else { throw malformed() }
        var words: [UInt64] = []
        words.reserveCapacity(bytes.count / 8)
        for start in stride(from: 0, to: bytes.count, by: 8) {
            let word = bytes[start..<start + 8].reduce(UInt64(0)) { $0 &<< 8 | UInt64($1) }
            guard words.last.map({ $0 < word }) ?? true else { throw malformed() }
            words.append(word)
        }
        self.words = words
    }

    /// Encodes the fingerprints, or nothing when there were too many.
    ///
    /// - Throws: What the encoder throws.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        guard let words else { return try container.encodeNil() }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(words.count * 8)
        for word in words {
            for shift in stride(from: 56 as UInt64, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: word &>> shift))
            }
        }
        try container.encode(Hexadecimal.text(bytes))
    }
}
