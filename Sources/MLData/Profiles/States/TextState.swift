import MLCore
import MLStatistics

/// What is known of texts so far.
struct TextState: Sendable, Hashable, Codable {
    var values = TextCounts()
    var characters = NumberState(.integers)
    var words = NumberState(.integers)
    var emptyCount: Int64 = 0
    /// How many texts can be read as something else.
    var contents = ColumnProfile.TextContents()

    /// Adds the texts of the present rows.
    mutating func add(
        _ texts: TextBuffer, _ validity: ValidityBitmap, _ rows: Range<Int>, _ configuration: ProfileConfiguration
    ) {
        let block = TextBlock(texts, validity: validity, rows: rows)
        values.add(block, configuration)
        var (characterRuns, wordRuns) = (LengthCounts(), LengthCounts())
        for (entry, content) in block.entries.enumerated() {
            block.withUTF8(entry) { text in
                characterRuns.add(TextMeasure.characterCount(text), content.count)
                wordRuns.add(TextMeasure.wordCount(text), content.count)
                if text.isEmpty { emptyCount = emptyCount.addingClamped(content.count) }
                contents.add(text, content.count)
            }
        }
        characters.add(characterRuns.runs, configuration)
        words.add(wordRuns.runs, configuration)
    }

    /// Adds the texts of another state.
    mutating func merge(_ other: TextState, _ configuration: ProfileConfiguration) throws(StatisticsError) {
        try values.merge(other.values, configuration)
        try characters.merge(other.characters, configuration)
        try words.merge(other.words, configuration)
        emptyCount = emptyCount.addingClamped(other.emptyCount)
        contents.merge(other.contents)
    }
}

/// How often each small whole number occurs.
struct LengthCounts {
    private var small = [Int64](repeating: 0, count: 256)
    private var large: [Int: Int64] = [:]

    mutating func add(_ length: Int, _ count: Int64) {
        if small.indices.contains(length) { small[length] += count } else { large[length, default: 0] += count }
    }

    /// The numbers in ascending order.
    var runs: ValueRuns {
        var runs = ValueRuns()
        for (length, count) in small.enumerated() where count > 0 {
            runs.keys.append(SortableKey.key(Int64(length)))
            runs.counts.append(count)
        }
        for (length, count) in large.sorted(by: { $0.key < $1.key }) {
            runs.keys.append(SortableKey.key(Int64(length)))
            runs.counts.append(count)
        }
        return runs
    }
}

extension ColumnProfile.TextContents {
    /// Looks at what a text can be read as.
    mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ count: Int64) {
        guard let first = text.first, text.count <= 40 else {
            if !text.isEmpty { others += Int(count) }
            return
        }
        let isDigit = (0x30...0x39).contains(first)
        if isDigit || first == 0x2B || first == 0x2D || first == 0x2E, NumberParser.double(text) != nil {
            numbers += Int(count)
        } else if isDigit, TimestampParser.timestamp(text) != nil {
            times += Int(count)
        } else if Self.isTruthValue(text) {
            truthValues += Int(count)
        } else {
            others += Int(count)
        }
    }

    private static func isTruthValue(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count == 4 || text.count == 5 else { return false }
        let lower = text.map { $0 | 0x20 }
        return lower == Array("true".utf8) || lower == Array("false".utf8)
    }

    mutating func merge(_ other: Self) {
        numbers += other.numbers
        times += other.times
        truthValues += other.truthValues
        others += other.others
    }
}
