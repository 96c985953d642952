/// Cuts documents into terms without making a string for each; holds the working memory for many documents.
///
/// The words of a document are written, lower-cased, one after the other with one space between them, so a sequence of
/// words is one run of bytes.
struct TermScanner {
    let unit: Tokenizer.Unit
    let lowercases: Bool
    let minimumLength: Int
    let termLengths: ClosedRange<Int>
    let stopWords: TermVocabulary?
    /// For each ASCII byte: 0 for a separator, else the byte to write; 0xFF for the bytes of other scalars.
    let classes: [UInt8]
    let wordScalars = WordScalars.basicPlane
    let lowerScalars = Lowercase.basicPlane

    /// The words of the document; only the part that ``spans`` covers is meaningful.
    var bytes: [UInt8] = []
    /// Where each word, or with characters each character, begins and ends in ``bytes``.
    var spans: [Span] = []
    /// With characters: where the characters of each word end in ``spans``.
    var wordEnds: [Int] = []

    /// A run of bytes.
    struct Span {
        var start: Int
        var end: Int
    }

    /// Creates a scanner.
    ///
    /// - Precondition: The tokenizer has no faults.
    init(_ tokenizer: Tokenizer) {
        unit = tokenizer.unit
        lowercases = tokenizer.lowercases
        minimumLength = tokenizer.minimumLength
        termLengths = tokenizer.termLengths
        if tokenizer.stopWords.isEmpty {
            stopWords = nil
        } else {
            let words = tokenizer.lowercases ? tokenizer.stopWords.map(Tokenizer.lowercased) : tokenizer.stopWords
            stopWords = TermVocabulary(Tokenizer.sortedWithoutRepetitions(words))
        }
        classes = (0...255).map { byte -> UInt8 in
            if byte >= 0x80 { return 0xFF }
            guard WordScalars.isASCIIWord(UInt8(byte)) else { return 0 }
            return tokenizer.lowercases && (0x41...0x5A).contains(byte) ? UInt8(byte + 0x20) : UInt8(byte)
        }
    }

    /// Cuts a document; its terms are then given by ``forEachTerm(_:)``.
    mutating func scan(_ document: UnsafeBufferPointer<UInt8>) {
        // A byte becomes at most three (U+FFFD for malformed text, U+2C65 for U+023A), and the spaces around a word
        // replace the separator after it; the slack takes the last word and a scalar written in full.
        let capacity = 3 * document.count + 8
        if bytes.count < capacity { bytes = [UInt8](repeating: 0, count: max(capacity, 2 * bytes.count)) }
        spans.removeAll(keepingCapacity: true)
        wordEnds.removeAll(keepingCapacity: true)
        switch unit {
        case .words: scanWords(document)
        case .charactersWithinWords: scanCharacters(document)
        }
    }

    /// Calls `body` with the bytes of each term of the document scanned last.
    @inline(__always)
    func forEachTerm(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        bytes.withUnsafeBufferPointer { bytes in
            spans.withUnsafeBufferPointer { spans in
                switch unit {
                case .words:
                    for length in termLengths where length <= spans.count {
                        for first in 0...(spans.count - length) {
                            let start = spans[first].start
                            let end = spans[first + length - 1].end
                            body(UnsafeBufferPointer(rebasing: bytes[start..<end]))
                        }
                    }
                case .charactersWithinWords:
                    var first = 0
                    for end in wordEnds {
                        forEachTerm(ofCharacters: spans[first..<end], bytes, body)
                        first = end
                    }
                }
            }
        }
    }

    /// The terms of one word; a word that is shorter than a length is given once, whole, and no longer length follows.
    @inline(__always)
    private func forEachTerm(
        ofCharacters characters: Slice<UnsafeBufferPointer<Span>>, _ bytes: UnsafeBufferPointer<UInt8>,
        _ body: (UnsafeBufferPointer<UInt8>) -> Void
    ) {
        for length in termLengths {
            var first = characters.startIndex
            repeat {
                let last = min(first + length, characters.endIndex) - 1
                body(UnsafeBufferPointer(rebasing: bytes[characters[first].start..<characters[last].end]))
                first += 1
            } while first + length <= characters.endIndex
            if characters.count <= length { break }
        }
    }
}
