/// Escaping of untrusted text for Markdown documents.
package enum Markdown {
    /// The text as one line of Markdown or one table cell: `|`, `\` and HTML are escaped, line breaks become spaces.
    package static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "|", "\\", "`", "*", "_", "[", "]": result += "\\\(character)"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\n", "\r", "\r\n": result += " "
            default: result.append(character)
            }
        }
        return result
    }
}
