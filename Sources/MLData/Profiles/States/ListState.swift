import MLCore
import MLStatistics

/// What is known of lists of texts so far.
struct ListState: Sendable, Hashable, Codable {
    /// Whole lists, each as one text.
    var values = TextCounts()
    /// Elements, by the number of lists that have them.
    var elements = TextCounts()
    var sizes = NumberState(.integers)
    var emptyCount: Int64 = 0

    /// Adds the lists of the present rows.
    mutating func add(
        _ lists: TextListBuffer, _ validity: ValidityBitmap, _ rows: Range<Int>, _ configuration: ProfileConfiguration
    ) {
        var sizeCounts = LengthCounts()
        var (valueCounts, elementCounts): ([String: Int64], [String: Int64]) = ([:], [:])
        for row in rows where validity[row] {
            let range = lists.range(at: row)
            sizeCounts.add(range.count, 1)
            if range.isEmpty { emptyCount += 1 }
            let list = lists.list(at: row)
            valueCounts[Self.text(of: list), default: 0] += 1
            for element in Set(list) {
                elementCounts[element, default: 0] += 1
            }
        }
        sizes.add(sizeCounts.runs, configuration)
        for (text, count) in valueCounts.sorted(by: { $0.key < $1.key }) {
            values.add(text, count: count, configuration)
        }
        for (text, count) in elementCounts.sorted(by: { $0.key < $1.key }) {
            elements.add(text, count: count, configuration)
        }
    }

    /// Adds the lists of another state.
    mutating func merge(_ other: ListState, _ configuration: ProfileConfiguration) throws(StatisticsError) {
        try values.merge(other.values, configuration)
        try elements.merge(other.elements, configuration)
        try sizes.merge(other.sizes, configuration)
        emptyCount = emptyCount.addingClamped(other.emptyCount)
    }

    /// The list as one text: each element after a mark, and marks in elements doubled.
    private static func text(of list: [String]) -> String {
        list.map { "\u{1F}" + $0.replacing("\u{1F}", with: "\u{1E}\u{1E}") }.joined()
    }

    /// How people read the text of a list.
    static func name(_ text: String) -> String {
        let elements = text.split(separator: "\u{1F}", omittingEmptySubsequences: false).dropFirst().map(String.init)
        return Value.stringList(elements).description
    }
}
