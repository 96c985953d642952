import MLCore

/// Cuts texts into terms: words, sequences of words, or sequences of characters inside words.
///
/// The defaults are those of scikit-learn's `CountVectorizer`: the text is lower-cased (as `str.lower()` of Python does),
/// and words are runs of at least two word characters, which are letters, numbers and the underscore (`\w` of Python's
/// `re`; combining marks are not among them). The Unicode tables are part of the library, version 17.0.
///
/// ```swift
/// Tokenizer().terms(of: "A spy, a Heist.")                       // ["spy", "heist"]
/// Tokenizer(termLengths: 1...2).terms(of: "space opera again")   // … "space opera", "opera again"
/// ```
public struct Tokenizer: Sendable, Hashable, Codable {
    /// What the members of a term are.
    public enum Unit: String, Sendable, Hashable, Codable {
        /// Terms are sequences of words, joined by one space.
        case words
        /// Terms are sequences of characters (Unicode scalars) within one word, where words are what stands between
        /// white space and get a space before and after; `char_wb` of scikit-learn.
        case charactersWithinWords
    }

    /// What the members of a term are.
    public var unit: Unit
    /// Whether the text is lower-cased first.
    public var lowercases: Bool
    /// The fewest characters (Unicode scalars) of a word, where the unit is words; shorter runs are skipped.
    public var minimumLength: Int
    /// How many words or characters a term has: the range of n of the n-grams.
    public var termLengths: ClosedRange<Int>
    /// Words that are skipped before sequences are made, in ascending order.
    ///
    /// They are lower-cased if the text is. Only words can be skipped, not characters.
    public var stopWords: [String]

    /// The longest sequence that may be asked for.
    public static let maximumTermLength = 32

    /// Creates a tokenizer; the values are checked by ``validated()``.
    ///
    /// - Parameters:
    ///   - unit: What the members of a term are.
    ///   - lowercases: Whether the text is lower-cased first.
    ///   - minimumLength: The fewest characters of a word, at least 1.
    ///   - termLengths: How many words or characters a term has, from 1 to ``maximumTermLength``.
    ///   - stopWords: Words that are skipped, in any order.
    public init(
        unit: Unit = .words, lowercases: Bool = true, minimumLength: Int = 2, termLengths: ClosedRange<Int> = 1...1,
        stopWords: some Sequence<String> = []
    ) {
        self.unit = unit
        self.lowercases = lowercases
        self.minimumLength = minimumLength
        self.termLengths = termLengths
        self.stopWords = Self.sortedWithoutRepetitions(stopWords)
    }

    /// Texts in the order of their code points, each once.
    ///
    /// Texts are compared by their bytes: those that are only canonically equivalent are different words.
    static func sortedWithoutRepetitions(_ texts: some Sequence<String>) -> [String] {
        var result: [String] = []
        for text in texts.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        where !(result.last?.utf8.elementsEqual(text.utf8) ?? false) {
            result.append(text)
        }
        return result
    }

    /// Checks the values.
    ///
    /// - Throws: ``FeatureError`` with code `invalidConfiguration` that lists every bad value.
    public func validated() throws {
        try ConfigurationFaults.check(faults, of: "tokenizer")
    }

    /// Every bad value as a phrase.
    var faults: [String] {
        var faults: [String] = []
        if minimumLength < 1 { faults.append("minimumLength is \(minimumLength), needed is at least 1") }
        if termLengths.lowerBound < 1 || termLengths.upperBound > Self.maximumTermLength {
            faults.append("termLengths is \(termLengths), needed is a range within 1...\(Self.maximumTermLength)")
        }
        if unit == .charactersWithinWords, !stopWords.isEmpty {
            faults.append("stopWords apply to words only, the unit is \(unit.rawValue)")
        }
        return faults
    }
}

extension Tokenizer {
    /// The terms of a text in the order in which scikit-learn's analyzers give them: all of the first length, then all
    /// of the next.
    ///
    /// - Parameter text: The text; an empty one has no terms.
    /// - Returns: The terms, with repetitions.
    /// - Throws: ``FeatureError`` with code `invalidConfiguration`.
    /// - Complexity: O(length of the text × number of term lengths).
    public func terms(of text: String) throws -> [String] {
        try validated()
        var scanner = TermScanner(self)
        var terms: [String] = []
        var text = text
        text.withUTF8 { scanner.scan($0) }
        scanner.forEachTerm { terms.append(String(decoding: $0, as: UTF8.self)) }
        return terms
    }

    /// A text as the tokenizer reads it: lower-cased as Python's `str.lower()` does.
    static func lowercased(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var text = text
        text.withUTF8 { bytes in
            let table = Lowercase.basicPlane
            var offset = 0
            while offset < bytes.count {
                let (scalar, length) = UTF8Scalars.decode(bytes, at: offset)
                switch scalar.value {
                case Lowercase.dottedCapitalI:
                    scalars.append("i")
                    scalars.append("\u{307}")
                case Lowercase.capitalSigma where Lowercase.isFinalSigma(in: bytes, at: offset):
                    scalars.append("\u{3C2}")
                default:
                    let lower = Lowercase.mapping(scalar.value, basicPlane: table)
                    scalars.append(Unicode.Scalar(lower) ?? scalar)
                }
                offset += length
            }
        }
        return String(scalars)
    }
}
