#if CommandLine
/// What a piece of text means, and so how it looks.
enum Tone: Sendable {
    case plain
    /// Headings and what the eye should find first.
    case strong
    /// What matters least.
    case faint
    case good
    case warning
    case bad
}

/// How tones look: with colours, or not at all.
struct TextStyle: Sendable {
    /// Whether text is coloured.
    let isColoured: Bool

    /// A style that is given.
    init(isColoured: Bool) { self.isColoured = isColoured }

    /// The style for a stream.
    ///
    /// - Parameters:
    ///   - colour: What the person asked for.
    ///   - stream: Where the text goes.
    ///   - environment: `NO_COLOR` with any content but none, or `TERM` as `dumb`, means no colours unless asked for.
    init(_ colour: SpeechOptions.Colour, on stream: any TextStream, environment: [String: String]) {
        switch colour {
        case .always: isColoured = true
        case .never: isColoured = false
        case .auto:
            let refusal = environment["NO_COLOR"] ?? ""
            isColoured = stream.isTerminal && refusal.isEmpty && environment["TERM"] != "dumb"
        }
    }

    /// The text in a tone.
    func applied(_ tone: Tone, to text: String) -> String {
        guard isColoured, !text.isEmpty else { return text }
        let code =
            switch tone {
            case .plain: ""
            case .strong: "1"
            case .faint: "2"
            case .good: "32"
            case .warning: "33"
            case .bad: "31"
            }
        return code.isEmpty ? text : "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
#endif
