/// How something is to be taken; shown by a sign, a word and a colour, never by a colour alone.
package enum Tone: String, Sendable {
    /// As it should be.
    case good
    /// Not as it should be.
    case bad
    /// Not known, or worth a look.
    case unsure
    /// Neither good nor bad.
    case plain

    var sign: String {
        switch self {
        case .good: "✓"
        case .bad: "✕"
        case .unsure: "!"
        case .plain: "i"
        }
    }
}

extension HTML {
    /// A word with the sign and colour of a tone.
    package static func badge(_ tone: Tone, _ text: String) -> HTML {
        HTML(.span, tone.badgeStyle) {
            if tone != .plain { HTML(.span, .class("sign"), .hidden) { tone.sign } }
            text
        }
    }

    /// The sentence that a page begins with: the verdict, and under it what it rests on.
    package static func verdict(_ tone: Tone, _ headline: String, @HTMLBuilder detail: () -> HTML = { .empty }) -> HTML
    {
        let detail = detail()
        return HTML(.div, tone.verdictStyle) {
            HTML(.span, .class("sign"), .hidden) { tone.sign }
            HTML(.div) {
                HTML(.p, .class("headline")) { headline }
                if !detail.isEmpty { HTML(.div, .class("detail")) { detail } }
            }
        }
    }

    /// A remark in small type.
    package static func note(_ text: String) -> HTML { HTML(.p, .class("note")) { text } }

    /// A text of a machine, such as a digest or a command.
    package static func code(_ text: String) -> HTML { HTML(.code) { text } }

    /// A name or value from data: isolated from the text beside it, its spaces kept, and cut after 200 characters.
    ///
    /// Lines may break in it after 20 characters without a space.
    package static func name(_ text: String) -> HTML {
        let isCut = text.unicodeScalars.count > 200
        let shown = isCut ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(199))) + "…" : text
        return HTML(.bdi, .class("name")) { HTML(raw: HTML.breakable(shown)) }
    }

    /// A sentence that may hold names from data: read from left to right whatever it begins with, and cut after 10,000
    /// characters.
    package static func phrase(_ text: String) -> HTML {
        let isCut = text.unicodeScalars.count > 10_000
        let shown = isCut ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(9999))) + "…" : text
        return HTML(.span, .class("name"), .leftToRight) { HTML(raw: HTML.breakable(shown)) }
    }

    /// That there is no number, and why.
    package static func missing(_ reason: String) -> HTML {
        HTML(.span, .class("missing")) {
            Figure.none
            if !reason.isEmpty { HTML(.small) { " \(reason)" } }
        }
    }
}

extension Tone {
    fileprivate var badgeStyle: HTML.Attribute {
        switch self {
        case .good: .class("badge good")
        case .bad: .class("badge bad")
        case .unsure: .class("badge unsure")
        case .plain: .class("badge plain")
        }
    }

    fileprivate var verdictStyle: HTML.Attribute {
        switch self {
        case .good: .class("verdict good")
        case .bad: .class("verdict bad")
        case .unsure: .class("verdict unsure")
        case .plain: .class("verdict plain")
        }
    }
}
