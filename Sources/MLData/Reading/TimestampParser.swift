package import MLCore

/// Reads times in ISO 8601, the profile of RFC 3339 with parts that may be left out.
///
/// `YYYY-MM-DD`, or with `T`, `t` or a space and `HH:MM`, `HH:MM:SS` or `HH:MM:SS.f` with one to six digits of fraction,
/// then nothing, `Z`, `z`, or an offset `±HH:MM`. Without an offset the time is UTC. Years have four digits and may have a
/// minus sign; leap seconds are refused.
package struct TimestampParser: Sendable {
    /// The format of times that are not in ISO 8601.
    private let format: TimestampFormat?

    /// Creates a parser for a format, or for ISO 8601.
    init(_ format: TimestampFormat? = nil) { self.format = format }

    /// Whether times are in ISO 8601.
    var isStandard: Bool { format == nil }

    /// The microseconds since the Unix epoch, or `nil` when the text is no such time.
    func microseconds(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        if let format { return format.microseconds(text) }
        return Self.timestamp(text)?.microseconds
    }

    package static func timestamp(_ text: UnsafeBufferPointer<UInt8>) -> Timestamp? {
        var cursor = Cursor(text: text)
        let isNegative = cursor.take(UInt8(ascii: "-"))
        guard let year = cursor.digits(4), cursor.take(UInt8(ascii: "-")), let month = cursor.digits(2),
            cursor.take(UInt8(ascii: "-")), let day = cursor.digits(2),
            let midnight = Timestamp(year: isNegative ? -year : year, month: month, day: day)
        else { return nil }
        if cursor.isAtEnd { return midnight }
        guard cursor.take(UInt8(ascii: "T")) || cursor.take(UInt8(ascii: "t")) || cursor.take(UInt8(ascii: " ")),
            let hour = cursor.digits(2), hour < 24, cursor.take(UInt8(ascii: ":")),
            let minute = cursor.digits(2), minute < 60
        else { return nil }
        var micros = (hour * 60 + minute) * 60_000_000
        if cursor.take(UInt8(ascii: ":")) {
            guard let second = cursor.digits(2), second < 60 else { return nil }
            micros += second * 1_000_000
            if cursor.take(UInt8(ascii: ".")) {
                guard let fraction = cursor.fraction() else { return nil }
                micros += fraction
            }
        }
        if !cursor.isAtEnd, !cursor.take(UInt8(ascii: "Z")), !cursor.take(UInt8(ascii: "z")) {
            let isWest = cursor.take(UInt8(ascii: "-"))
            guard isWest || cursor.take(UInt8(ascii: "+")), let hours = cursor.digits(2), hours < 24,
                cursor.take(UInt8(ascii: ":")), let minutes = cursor.digits(2), minutes < 60
            else { return nil }
            let offset = (hours * 60 + minutes) * 60_000_000
            micros += isWest ? offset : -offset
        }
        return cursor.isAtEnd ? midnight.advanced(byMicroseconds: Int64(micros)) : nil
    }

    private struct Cursor {
        let text: UnsafeBufferPointer<UInt8>
        var index = 0

        var isAtEnd: Bool { index == text.count }

        mutating func take(_ byte: UInt8) -> Bool {
            guard index < text.count, text[index] == byte else { return false }
            index += 1
            return true
        }

        mutating func digits(_ count: Int) -> Int? {
            guard text.count - index >= count else { return nil }
            var number = 0
            for _ in 0..<count {
                let digit = text[index] &- UInt8(ascii: "0")
                guard digit <= 9 else { return nil }
                number = number * 10 + Int(digit)
                index += 1
            }
            return number
        }

        /// One to six digits as microseconds.
        mutating func fraction() -> Int? {
            var micros = 0
            var unit = 100_000
            let first = index
            while index < text.count, unit > 0 {
                let digit = text[index] &- UInt8(ascii: "0")
                guard digit <= 9 else { break }
                micros += Int(digit) * unit
                unit /= 10
                index += 1
            }
            return index > first ? micros : nil
        }
    }
}
