import MLCore
import MLData
import Testing

@Suite("Times in formats of their own")
struct TimestampFormatTests {
    private func read(_ text: String, _ pattern: String) throws -> String {
        let options = ReadingOptions(timestampFormats: ["t": try TimestampFormat(pattern)])
        let bytes = Array("t\n\"\(text)\"\n".utf8)
        return try CSVReader(options: options).read(bytes: bytes).frame.column("t").value(at: 0).description
    }

    @Test(
        "A text that follows its pattern is a time in UTC",
        arguments: [
            ("29.02.2024 7:05", "%d.%m.%Y %H:%M", "2024-02-29T07:05:00.000000Z"),
            ("02/29/24 12:30 AM", "%m/%d/%y %I:%M %p", "2024-02-29T00:30:00.000000Z"),
            ("02/29/69 12:30 pm", "%m/%d/%y %I:%M %p", "1969-02-29"),
            ("September 25, 2021", "%B %d, %Y", "2021-09-25T00:00:00.000000Z"),
            ("Thu, 01 Jan 1970 00:00:01 +0130", "%a, %d %b %Y %H:%M:%S %z", "1969-12-31T22:30:01.000000Z"),
            ("20240229T070501.1234567Z", "%Y%m%dT%H%M%S.%f%z", "2024-02-29T07:05:01.123456Z"),
            ("1.5", "%s.%f", "1970-01-01T00:00:01.500000Z"), ("1700000000", "%s", "2023-11-14T22:13:20.000000Z"),
            ("-0.5", "%s.%f", "1969-12-31T23:59:59.500000Z"), ("-1.500000", "%s.%f", "1969-12-31T23:59:58.500000Z"),
            ("100% 2024-1-2", "100%% %Y-%m-%d", "2024-01-02T00:00:00.000000Z"),
        ])
    func times(text: String, pattern: String, expected: String) throws {
        guard expected.hasSuffix("Z") else {
            // 1969 has no 29th of February.
            #expect(throws: DataError.self) { try read(text, pattern) }
            return
        }
        #expect(try read(text, pattern).contains(expected))
    }

    @Test("A text that does not follow the pattern is a row that cannot be read")
    func misfits() throws {
        for (text, pattern) in [
            ("2024-02-30", "%Y-%m-%d"), ("2024-02-3x", "%Y-%m-%d"), ("13:00 PM 2024-1-1", "%I:%M %p %Y-%m-%d"),
            ("2024-01-01 24:00", "%Y-%m-%d %H:%M"), ("Foo 1, 2024", "%B %d, %Y"), ("2024-01-01", "%Y-%m-%d %z"),
        ] {
            let error = #expect(throws: DataError.self) { try read(text, pattern) }
            #expect(error?.code == .typeMismatch)
        }
    }

    @Test("All faults of a pattern are listed at once")
    func faults() throws {
        let error = #expect(throws: DataError.self) { try TimestampFormat("%Y %Y %Q %I %") }
        for part in ["twice", "%Q", "no whole date", "%I and %p", "percent sign"] {
            #expect(error?.description.contains(part) == true, "\(part)")
        }
    }

    @Test("A format and another type exclude each other; JSON strings have formats too")
    func options() throws {
        let format = try TimestampFormat("%d.%m.%Y")
        let wrong = ReadingOptions(columnTypes: ["t": .string], timestampFormats: ["t": format])
        #expect(throws: DataError.self) { try CSVReader(options: wrong).validated() }
        let right = ReadingOptions(timestampFormats: ["t": format])
        let escaped = "{\"t\":\"2024-05-01T10:00:00\\u002B02:00\"}\n"
        let times = ReadingOptions(columnTypes: ["t": .timestamp])
        let moved = try JSONLReader(options: times).read(bytes: Array(escaped.utf8)).frame.column("t").value(at: 0)
        #expect(moved.description.contains("2024-05-01T08:00:00"))
        let misspelt = ReadingOptions(columnTypes: ["u": .timestamp])
        #expect(throws: DataError.self) { try JSONLReader(options: misspelt).read(bytes: Array(escaped.utf8)) }
        let frame = try JSONLReader(options: right).read(bytes: Array("{\"t\":\"01.02.2003\"}\n".utf8)).frame
        #expect(try frame.column("t").value(at: 0) == .timestamp(#require(Timestamp(year: 2003, month: 2, day: 1))))
    }
}
