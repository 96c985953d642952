import MLCore

/// How the times of a column are written, when it is not in ISO 8601: a pattern in the manner of `strptime`.
///
/// | in the pattern | in the text |
/// |---|---|
/// | `%Y` `%m` `%d` | year with four digits, month and day with one or two |
/// | `%y` | year with two digits: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068, as POSIX says |
/// | `%b` `%B` | English name of the month, short or long, in any case |
/// | `%a` `%A` | English name of the day of the week, short or long, which means nothing |
/// | `%H` `%M` `%S` | hour from 0 to 23, minute and second with one or two digits |
/// | `%I` `%p` | hour from 1 to 12, and `AM` or `PM` in any case |
/// | `%f` | fraction of a second, one to nine digits; what is below a microsecond is cut off |
/// | `%z` | `Z`, `+hh:mm`, `+hhmm` or `+hh` |
/// | `%s` | seconds since the Unix epoch, which may be negative |
/// | `%%` | a percent sign |
///
/// Other characters stand for themselves. Without `%z` times are UTC.
///
/// ```swift
/// let options = ReadingOptions(timestampFormats: ["sold": try TimestampFormat("%d.%m.%Y %H:%M")])
/// ```
public struct TimestampFormat: Sendable, Hashable {
    /// A part of a pattern.
    enum Part: Sendable, Hashable {
        case literal(UInt8)
        case directive(UInt8)
    }

    /// The pattern.
    public let pattern: String
    let parts: [Part]

    private static let known = Set("YymdbBaAHIMSpfzs%".utf8)

    /// Creates a format.
    ///
    /// - Parameter pattern: The pattern; it holds a date, or `%s`.
    /// - Throws: ``DataError`` with code `invalidConfiguration` that lists every fault of the pattern.
    public init(_ pattern: String) throws(DataError) {
        self.pattern = pattern
        var parts: [Part] = []
        var faults: [String] = []
        var used = Set<UInt8>()
        var bytes = Array(pattern.utf8)[...]
        while let byte = bytes.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                parts.append(.literal(byte))
                continue
            }
            guard let directive = bytes.popFirst() else {
                faults.append("the pattern ends with a percent sign")
                break
            }
            let name = String(UnicodeScalar(directive))
            if directive == UInt8(ascii: "%") {
                parts.append(.literal(directive))
            } else if !Self.known.contains(directive) {
                faults.append("%\(name) is not known")
            } else {
                if !used.insert(directive).inserted { faults.append("%\(name) stands there twice") }
                parts.append(.directive(directive))
            }
        }
        func has(_ names: String) -> Bool { names.utf8.contains { used.contains($0) } }
        let hasDate = has("Yy") && has("mbB") && has("d")
        if !hasDate, !has("s") { faults.append("there is no whole date and no %s") }
        if has("I") != has("p") { faults.append("%I and %p need each other") }
        guard faults.isEmpty else {
            throw DataError(
                .invalidConfiguration, faults.joined(separator: "; "),
                at: "timestamp format \(pattern.debugDescription)",
                remedy: "Directives are %Y %y %m %b %B %d %a %A %H %I %M %S %p %f %z %s and %%.")
        }
        self.parts = parts
    }
}
