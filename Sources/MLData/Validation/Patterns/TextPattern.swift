import MLCore

/// A regular expression whose search takes time in proportion to the text, whatever the expression.
///
/// The syntax is that of Python's `re` as far as a finite automaton can decide it: literals, `.`, classes, `\d`, `\w`,
/// `\s`, `\b` and their opposites, `\p{…}` with a general category, `^`, `$`, `\A`, `\Z`, groups, alternatives, greedy and
/// lazy quantifiers with counts up to 1,000, the flags `i`, `m`, `s` and `a`. Back-references, look-around, atomic groups and
/// possessive quantifiers are refused. A text is a sequence of Unicode scalars.
struct TextPattern: Sendable {
    let program: PatternProgram

    /// Compiles an expression.
    ///
    /// - Throws: ``DataError`` with code `invalidConfiguration` that says what is wrong and where.
    init(_ pattern: String) throws(DataError) {
        do {
            program = try PatternProgram(pattern)
        } catch {
            throw DataError(
                .invalidConfiguration, "\(pattern.prefix(60)): \(error.details.problem)", at: error.details.place,
                remedy: error.details.remedy)
        }
    }
}

/// Regular expressions for a test of texts.
final class TextPatterns {
    private let searches: [PatternSearch]

    /// Reads the expressions.
    init(_ patterns: [String]) throws(DataError) {
        var searches: [PatternSearch] = []
        for pattern in patterns { searches.append(PatternSearch(try TextPattern(pattern))) }
        self.searches = searches
    }

    /// Whether a part of the text matches one of the expressions.
    func match(_ text: UnsafeBufferPointer<UInt8>) -> Bool { searches.contains { $0.matches(text) } }

    /// Whether a part of the text matches one of the expressions.
    func match(_ text: String) -> Bool {
        var text = text
        return text.withUTF8(match)
    }
}
