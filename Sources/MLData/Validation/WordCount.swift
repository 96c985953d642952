import MLCore

/// Counts words, and those of a vocabulary among them.
struct WordCount {
    private let vocabulary: Set<String>
    private(set) var count = 0
    private(set) var known = 0

    init(_ vocabulary: Set<String>) { self.vocabulary = vocabulary }

    mutating func add(word: String, count repeats: Int = 1) {
        count = count.addingClamped(repeats)
        if vocabulary.contains(word) { known = known.addingClamped(repeats) }
    }

    /// Adds the words of a text: runs without white space.
    mutating func add(text: UnsafeBufferPointer<UInt8>, count repeats: Int = 1) {
        for word in String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace) {
            add(word: String(word), count: repeats)
        }
    }
}

extension Int {
    fileprivate func addingClamped(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}

extension TableFacts {
    func words(of name: String, in vocabulary: Set<String>) throws(DataError) -> (count: Int, known: Int) {
        let facts = try column(name)
        var words = WordCount(vocabulary)
        if let block = facts.texts {
            for (entry, content) in block.entries.enumerated() {
                block.withUTF8(entry) { words.add(text: $0, count: Int(clamping: content.count)) }
            }
        } else if let lists = facts.column.lists {
            for row in 0..<facts.column.count where facts.column.validity[row] {
                for element in lists.range(at: row) { words.add(word: lists.texts.string(at: element)) }
            }
        } else {
            throw DataError(
                .typeMismatch, "the column has type \(facts.column.type.rawValue)", at: "column \"\(name)\"",
                remedy: "The expectation needs texts or lists of texts.")
        }
        return (words.count, words.known)
    }
}
