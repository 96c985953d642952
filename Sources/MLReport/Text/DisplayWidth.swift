/// How many columns of a terminal text takes.
package enum DisplayWidth {
    /// The columns of a text of one line.
    ///
    /// Ideographs, kana, Hangul and emoji take two columns, combining and invisible characters none.
    package static func of(_ text: some StringProtocol) -> Int {
        let utf8 = text.utf8
        if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return utf8.count }
        return text.reduce(0) { $0 + of($1) }
    }

    /// The columns of a character.
    package static func of(_ character: Character) -> Int {
        var width = 0
        for scalar in character.unicodeScalars {
            // A variation selector that asks for a picture.
            if scalar.value == 0xFE0F, width > 0 { return 2 }
            width = Swift.max(width, of(scalar))
        }
        return width
    }

    /// The beginning of a text that takes at most so many columns, with `…` where something was left out.
    package static func shortened(_ text: String, to columns: Int) -> String {
        var kept = ""
        var width = 0
        for character in text {
            let next = width + of(character)
            if next > columns {
                while !kept.isEmpty, width >= columns { width -= of(kept.removeLast()) }
                return columns < 1 ? "" : kept + "…"
            }
            kept.append(character)
            width = next
        }
        return kept
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator: return 0
        default: break
        }
        if scalar.properties.isEmojiPresentation { return 2 }
        return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }

    /// The blocks of East Asian width `W` and `F` (Unicode Standard Annex 11).
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
        0x20000...0x3FFFD,
    ]
}
