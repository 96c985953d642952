#if Logging || Tracing
import MLCore

/// Makes texts of events fit for logs and traces: on one line, without control characters, and not too long.
///
/// An event may carry text from data, and a line break in a log forges an entry (CWE-117), an escape sequence drives
/// the terminal that shows it, and a direction mark shows it in another order than it has.
struct TextBounds: Sendable {
    /// How many characters of a text are kept at most.
    let maximumLength: Int

    /// The text, escaped as in a Swift literal and cut after ``maximumLength`` characters, with `…` for the rest.
    func bounded(_ text: String) -> String {
        var result = ""
        var length = 0
        for scalar in text.unicodeScalars {
            guard length < maximumLength else { return result + "…" }
            let escaped = Self.escape(scalar)
            if let escaped { result += escaped } else { result.unicodeScalars.append(scalar) }
            length += escaped?.utf8.count ?? 1
        }
        return result
    }

    /// The value as such a text; of a list only as many parts are looked at as can be shown.
    func bounded(_ value: Value) -> String {
        guard case .stringList(let list) = value else { return bounded(value.description) }
        return bounded("[" + list.prefix(max(1, maximumLength)).joined(separator: ", ") + "]")
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        case "\\": return "\\\\"
        case " "..."~": return nil
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
            return "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        default: return nil
        }
    }
}
#endif
