import MLCore

/// A pattern as `LIKE` of SQL has it, as a regular expression of the whole text.
enum LikePattern {
    /// The expression of a pattern: `%` is any text, `_` one Unicode scalar, and `\` before one of the three itself.
    ///
    /// - Throws: ``DataError`` with code `invalidConfiguration` for a pattern that ends within an escape, as SQL has it.
    static func expression(_ pattern: String) throws(DataError) -> String {
        var expression = #"(?s)\A"#
        var isEscaped = false
        for scalar in pattern.unicodeScalars {
            if isEscaped || !["%", "_", "\\"].contains(scalar) {
                let isWord = ScalarSet.Property.word.holds(scalar, isASCII: false) || !scalar.isASCII
                expression += (isWord ? "" : "\\") + String(scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                expression += scalar == "%" ? ".*" : "."
            }
        }
        guard !isEscaped else {
            throw DataError(
                .invalidConfiguration, "\(pattern.prefix(60)) ends within an escape", at: "pattern of LIKE",
                remedy: #"A backslash is written as \\."#)
        }
        return expression + #"\Z"#
    }
}
