import MLCore
import MLData
import Testing

@Suite("Lines of 100 MB")
struct LongLineTests {
    @Test(
        "A CSV row of 100 MB is refused where it begins, without being read to its end",
        arguments: ["a,b\n1,2\n3,", "a,b\n1,2\n3,\""])
    func csv(beginning: String) throws {
        let directory = try TemporaryDirectory()
        let path = try directory.largeFile("long.csv", beginning: beginning)
        let error = #expect(throws: DataError.self) {
            try CSVReader(options: ReadingOptions(maximumRowByteCount: 1 << 20)).read(path: path)
        }
        #expect(error?.code == .limitExceeded)
        #expect(error?.details.place == "\(path), line 3")
    }

    @Test("A JSON line of 100 MB is refused where it begins, with the limits that readers have by default")
    func jsonl() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.largeFile("long.jsonl", beginning: "{\"a\":1}\n{\"a\":\"")
        let error = #expect(throws: DataError.self) { try JSONLReader().read(path: path) }
        #expect(error?.code == .limitExceeded)
        #expect(error?.details.place == "\(path), line 2")
    }

    @Test("Fields that occur once each do not make a table of the square of the input")
    func manyFields() throws {
        let text = (0..<6000).map { "{\"field\($0)\":1}" }.joined(separator: "\n")
        let error = #expect(throws: DataError.self) { try JSONLReader().read(bytes: Array(text.utf8)) }
        #expect(error?.code == .limitExceeded)
        #expect(error?.details.place?.contains("line ") == true)
        let some = ReadingOptions(columns: ["field1", "field5999"])
        #expect(try JSONLReader(options: some).read(bytes: Array(text.utf8)).frame.rowCount == 6000)
        let fewer = text.split(separator: "\n").prefix(2000).joined(separator: "\n")
        #expect(try JSONLReader().read(bytes: Array(fewer.utf8)).frame.columnNames.count == 2000)
    }
}
