import MLCore
import MLData

/// A tokenizer with the vocabulary of a fitted text transformer: gives the known terms of a text with their counts.
struct TermIndex: Sendable {
    let tokenizer: Tokenizer
    let vocabulary: TermVocabulary
    /// A scanner without working memory; each use starts from a copy, so stop words are looked up in one shared table.
    private let scanner: TermScanner

    /// Creates an index.
    ///
    /// - Precondition: The tokenizer has no faults.
    init(tokenizer: Tokenizer, vocabulary: TermVocabulary) {
        self.tokenizer = tokenizer
        self.vocabulary = vocabulary
        scanner = TermScanner(tokenizer)
    }

    /// The counts of the terms of one text after the other.
    func makeReader() -> TermReader { TermReader(scanner: scanner, vocabulary: vocabulary) }

    /// The share of the terms of each text, repetitions included, that the vocabulary does not have; `nil` where the
    /// text is missing or has no terms.
    func unseenShares(of column: ColumnSlice) throws -> [Double?] {
        var reader = makeReader()
        var shares: [Double?] = []
        shares.reserveCapacity(column.count)
        try column.forEachText { text in
            guard let text else { return shares.append(nil) }
            reader.read(text)
            shares.append(reader.unseenShare)
        }
        return shares
    }
}

extension TermIndex: Hashable {
    static func == (left: Self, right: Self) -> Bool {
        left.tokenizer == right.tokenizer && left.vocabulary == right.vocabulary
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(tokenizer)
        hasher.combine(vocabulary)
    }
}

/// Reads texts and keeps the counts of the terms of the last one; holds the working memory for many texts.
struct TermReader {
    private var scanner: TermScanner
    private let vocabulary: TermVocabulary
    private var occurrences: [Int32] = []

    /// The positions of the known terms of the last text, strictly increasing.
    private(set) var positions: [Int32] = []
    /// How often each of them occurs.
    private(set) var counts: [Int] = []
    /// The number of terms of the last text, repetitions and unknown ones included.
    private(set) var termCount = 0

    init(scanner: TermScanner, vocabulary: TermVocabulary) {
        self.scanner = scanner
        self.vocabulary = vocabulary
    }

    /// The share of the terms of the last text that the vocabulary does not have, or `nil` when it has no terms.
    var unseenShare: Double? {
        termCount == 0 ? nil : Double(termCount - occurrences.count) / Double(termCount)
    }

    /// Reads a text.
    mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
        scanner.scan(text)
        occurrences.removeAll(keepingCapacity: true)
        positions.removeAll(keepingCapacity: true)
        counts.removeAll(keepingCapacity: true)
        termCount = 0
        scanner.forEachTerm { term in
            termCount += 1
            if let position = vocabulary.position(of: term) {
                occurrences.append(Int32(truncatingIfNeeded: position))
            }
        }
        occurrences.sort()
        var index = 0
        while index < occurrences.count {
            let position = occurrences[index]
            let start = index
            repeat { index += 1 } while index < occurrences.count && occurrences[index] == position
            positions.append(position)
            counts.append(index - start)
        }
    }
}
