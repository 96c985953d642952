#if SQLiteStore
import MLCore
import MLData

/// The text of a query of a caller, checked before SQLite sees it: some statements take effect when they are compiled.
struct QueryText {
    let bytes: [UInt8]

    private static let place = "query"
    private static let reading: Set<String> = ["SELECT", "WITH", "VALUES"]

    /// Checks that a text begins as a statement that reads.
    ///
    /// - Throws: `DataError` with code `invalidArgument` or `limitExceeded`.
    init(_ text: String) throws(DataError) {
        bytes = Array(text.utf8)
        guard bytes.count <= 1_000_000 else {
            throw DataError(
                .limitExceeded, "the query has \(bytes.count) bytes, and the limit is 1000000", at: Self.place,
                remedy: "Bind values as parameters.")
        }
        guard !bytes.contains(0) else {
            throw DataError(.invalidArgument, "the query holds a NUL character", at: Self.place)
        }
        let start = Self.endOfBlank(bytes[...])
        let word = bytes[start...].prefix(8).prefix {
            ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z")
        }
        guard Self.reading.contains(String(decoding: word, as: UTF8.self).uppercased()) else {
            throw Self.notReading
        }
    }

    static var notReading: DataError {
        DataError(
            .invalidArgument, "the statement is not one that reads", at: place,
            remedy: "Give one statement that begins with SELECT, WITH or VALUES.")
    }

    /// Checks that nothing but blanks and comments comes after the first statement.
    func checkEnd(from offset: Int) throws(DataError) {
        var rest = bytes[min(max(0, offset), bytes.count)...]
        while true {
            rest = rest[Self.endOfBlank(rest)...]
            guard rest.first == UInt8(ascii: ";") else { break }
            rest = rest.dropFirst()
        }
        guard rest.isEmpty else {
            throw DataError(
                .invalidArgument, "there are several statements", at: Self.place, remedy: "Give one statement a call.")
        }
    }

    /// Where the white space and the comments at the beginning end.
    private static func endOfBlank(_ text: ArraySlice<UInt8>) -> Int {
        var index = text.startIndex
        while index < text.endIndex {
            let rest = text[index...]
            if [0x20, 0x09, 0x0A, 0x0C, 0x0D].contains(text[index]) {
                index += 1
            } else if rest.starts(with: [UInt8(ascii: "-"), UInt8(ascii: "-")]) {
                index = rest.firstIndex(of: 0x0A) ?? text.endIndex
            } else if rest.starts(with: [UInt8(ascii: "/"), UInt8(ascii: "*")]) {
                index = endOfComment(rest.dropFirst(2))
            } else {
                break
            }
        }
        return index
    }

    /// Where a comment ends; one that is not closed ends with the text.
    private static func endOfComment(_ text: ArraySlice<UInt8>) -> Int {
        var previous: UInt8 = 0
        for (index, byte) in zip(text.indices, text) {
            if previous == UInt8(ascii: "*"), byte == UInt8(ascii: "/") { return index + 1 }
            previous = byte
        }
        return text.endIndex
    }
}
#endif
