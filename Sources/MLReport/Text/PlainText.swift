/// Untrusted text for a terminal.
package enum PlainText {
    /// The text without what a terminal would obey: control characters are shown as `U+FFFD`, and characters that turn
    /// the direction of the text around are left out.
    package static func line(_ text: some StringProtocol) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\u{200E}", "\u{200F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": break
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}": plain.append("\u{FFFD}")
            default: plain.append(scalar)
            }
        }
        return String(plain)
    }

    /// The text in one line: line breaks and tabs become spaces, and the rest is as in ``line(_:)``.
    package static func joined(_ text: some StringProtocol) -> String {
        line(text.split { $0.isNewline || $0 == "\t" }.joined(separator: " "))
    }
}
