extension HTML {
    /// The text with everything replaced that is markup in element content or in a quoted attribute.
    ///
    /// Characters that XML forbids become U+FFFD. So do those that turn the direction of the text around them: they are
    /// invisible and can make one name look like another.
    static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        // By scalars: a combining mark after `<` makes another character, and still opens a tag.
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "'": result.append(contentsOf: "&#39;".unicodeScalars)
            case "\t", "\n": result.append(scalar)
            case "\r": result.append("\n")
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}", "\u{202A}"..."\u{202E}",
                "\u{2066}"..."\u{2069}":
                result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// The text escaped, with places for line breaks in long words.
    static func breakable(_ text: String) -> String {
        var result = ""
        var word = ""
        var length = 0
        for character in text {
            word.append(character)
            length = character.isWhitespace ? 0 : length + 1
            if length == 20 {
                result += escaped(word) + "<wbr/>"
                (word, length) = ("", 0)
            }
        }
        return result + escaped(word)
    }

    /// Whether a text may hold characters of scripts that run from right to left.
    static func mayRunRightToLeft(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x590...0x8FF, 0x200F, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
            default: false
            }
        }
    }
}
