/// Escaping of untrusted text for Markdown documents.
package enum Markdown {
    /// The text as one line of Markdown, one list item or one table cell.
    ///
    /// Nothing in it is markup in GitHub-flavoured Markdown: not by its characters (`|`, `\`, `*`, `<` …), not by what
    /// the line begins with (`#`, `- `, `1.`, spaces …). Line breaks and other control characters become spaces, and
    /// characters that turn the direction of the text around it are left out.
    package static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        // By scalars: a combining mark after `|` makes another character, and still ends a table cell.
        for scalar in text.unicodeScalars {
            switch scalar {
            case "|", "\\", "`", "*", "_", "[", "]", "~", "$":
                result.append("\\")
                result.append(scalar)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                if result.last != " " { result.append(" ") }
            case "\u{200E}", "\u{200F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": break
            default: result.append(scalar)
            }
        }
        return startEscaped(result)
    }

    /// Escapes what makes a block of the line: a heading, a list, a rule, a code block.
    private static func startEscaped(_ scalars: String.UnicodeScalarView) -> String {
        let text = scalars.drop { $0 == " " }
        guard let first = text.first else { return "" }
        switch first {
        case "#", "=": return "\\" + String(text)
        case "+", "-":
            // A number with a sign is none of these.
            if let next = text.dropFirst().first, isDigit(next) || next == "." { return String(text) }
            return "\\" + String(text)
        default:
            let digits = text.prefix(while: isDigit)
            let rest = text.dropFirst(digits.count)
            guard !digits.isEmpty, let mark = rest.first, mark == "." || mark == ")",
                rest.dropFirst().first.map({ $0 == " " }) ?? true
            else { return String(text) }
            return String(digits) + "\\" + String(rest)
        }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
