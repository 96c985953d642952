import MLCore

/// Splits comma-separated bytes into records and fields in place, by the grammar of RFC 4180.
///
/// Line breaks are LF, CRLF or CR. A field in quotes may hold anything, quotes doubled; a field without quotes holds no
/// quote and no NUL. Nothing is copied: fields are ranges of the bytes.
struct CSVTokenizer {
    /// Where a field lies, between its quotes when it has some.
    struct Field {
        var start: Int
        var end: Int
        var isQuoted: Bool
        /// Whether a quote in the field is written as two.
        var hasDoubledQuotes: Bool
    }

    /// What is wrong with a record, and at which offset.
    struct Fault {
        var code = DataError.Code.malformedRow
        let problem: String
        let offset: Int
        let remedy: String
    }

    enum Outcome {
        /// A whole record; the next one begins at `end`.
        case record(end: Int)
        /// The record goes on beyond the bytes at hand.
        case incomplete
        case fault(Fault)
    }

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    private let delimiter: UInt8
    private let maximumFieldCount: Int
    /// For each byte, whether it ends the plain part of a field without quotes.
    private let isSpecial: [Bool]
    /// The fields of the last record.
    private(set) var fields: [Field] = []

    init(delimiter: UInt8, maximumFieldCount: Int) {
        self.delimiter = delimiter
        self.maximumFieldCount = maximumFieldCount
        isSpecial = (0...UInt8.max).map {
            $0 == delimiter || $0 == Self.quote || $0 == Self.lineFeed || $0 == Self.carriageReturn || $0 == 0
        }
    }

    /// Splits the record that begins at `start`.
    ///
    /// - Precondition: `start` is less than the number of bytes.
    mutating func next(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isAtEnd: Bool) -> Outcome {
        fields.removeAll(keepingCapacity: true)
        var index = start
        while true {
            guard fields.count < maximumFieldCount else {
                return .fault(
                    Fault(
                        code: .limitExceeded, problem: "the row has more than \(maximumFieldCount) fields",
                        offset: index,
                        remedy: "Check the delimiter, or raise maximumColumnCount."))
            }
            if index < bytes.count, bytes[index] == Self.quote {
                switch quotedField(bytes, from: index, isAtEnd: isAtEnd) {
                case .record(let end): index = end
                case let other: return other
                }
            } else {
                let first = index
                isSpecial.withUnsafeBufferPointer { isSpecial in
                    while index < bytes.count, !isSpecial[Int(bytes[index])] { index += 1 }
                }
                fields.append(Field(start: first, end: index, isQuoted: false, hasDoubledQuotes: false))
            }
            guard index < bytes.count else { return isAtEnd ? .record(end: index) : .incomplete }
            switch bytes[index] {
            case delimiter: index += 1
            case Self.lineFeed: return .record(end: index + 1)
            case Self.carriageReturn:
                if index + 1 == bytes.count { return isAtEnd ? .record(end: index + 1) : .incomplete }
                return .record(end: bytes[index + 1] == Self.lineFeed ? index + 2 : index + 1)
            case Self.quote where fields.last?.isQuoted == false:
                return .fault(
                    Fault(
                        problem: "a quote stands inside of a field without quotes", offset: index,
                        remedy: "Put the whole field into quotes and double the quotes in it."))
            case 0:
                return .fault(
                    Fault(
                        problem: "a NUL character stands outside of quotes", offset: index,
                        remedy: "Check that the file is text."))
            default:
                return .fault(
                    Fault(
                        problem: "text follows the closing quote of a field", offset: index,
                        remedy: "Double the quotes inside of a field."))
            }
            // The delimiter was the last byte: an empty field follows, now or in the bytes to come.
            if index == bytes.count, !isAtEnd { return .incomplete }
        }
    }

    /// Reads a field in quotes; `.record` gives the offset after its closing quote.
    private mutating func quotedField(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isAtEnd: Bool
    ) -> Outcome {
        var index = start + 1
        var hasDoubledQuotes = false
        while true {
            while index < bytes.count, bytes[index] != Self.quote { index += 1 }
            guard index < bytes.count else {
                guard isAtEnd else { return .incomplete }
                return .fault(
                    Fault(
                        problem: "the field has no closing quote", offset: start,
                        remedy: "Close the quote, or double a quote that belongs to the text."))
            }
            if index + 1 == bytes.count, !isAtEnd { return .incomplete }
            guard index + 1 < bytes.count, bytes[index + 1] == Self.quote else { break }
            hasDoubledQuotes = true
            index += 2
        }
        fields.append(Field(start: start + 1, end: index, isQuoted: true, hasDoubledQuotes: hasDoubledQuotes))
        return .record(end: index + 1)
    }

    /// Calls `body` with the content of a field of the last record, doubled quotes made single in `scratch`.
    static func withContent<Result, Failure: Error>(
        of field: Field, in bytes: UnsafeBufferPointer<UInt8>, scratch: inout [UInt8],
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let content = UnsafeBufferPointer(rebasing: bytes[field.start..<field.end])
        guard field.hasDoubledQuotes else { return try body(content) }
        scratch.removeAll(keepingCapacity: true)
        var index = 0
        while index < content.count {
            scratch.append(content[index])
            index += content[index] == quote ? 2 : 1
        }
        return try scratch.withUnsafeBufferPointer { (scratch) throws(Failure) in try body(scratch) }
    }

    /// The number of line breaks in the bytes.
    static func lineBreaks(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
        var count = 0
        for index in range {
            if bytes[index] == lineFeed {
                count += 1
            } else if bytes[index] == carriageReturn, index + 1 == bytes.count || bytes[index + 1] != lineFeed {
                count += 1
            }
        }
        return count
    }
}
