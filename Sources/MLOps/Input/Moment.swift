#if CommandLine
import MLCore
import MLData

/// A point of the history of a ledger that an argument names.
enum Moment: CustomStringConvertible {
    /// The entry of a number.
    case entry(UInt64)
    /// A time of day.
    case time(Timestamp)

    /// Reads digits as a number and everything else as a time by RFC 3339, of which the end may be left out.
    ///
    /// - Throws: ``CommandError`` of code `invalidUsage`.
    init(_ text: String) throws {
        if let number = UInt64(text), text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            self = .entry(number)
            return
        }
        var text = text
        guard let time = text.withUTF8(TimestampParser.timestamp) else {
            throw CommandError(
                .invalidUsage, "\"\(text.prefix(40))\" is neither a time nor the number of an entry",
                remedy: "Write a time as 2026-05-01T12:00:00Z.")
        }
        self = .time(time)
    }

    var description: String {
        switch self {
        case .entry(let number): "entry \(number)"
        case .time(let time): time.description
        }
    }
}
#endif
