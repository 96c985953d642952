import MLCore
import Testing

@testable import MLData

@Suite("Tables read in pieces")
struct TableChunksTests {
    private static let types: [String: ColumnType] = ["number": .int64, "text": .string, "tags": .stringList]
    private static let options = ReadingOptions(columns: ["text", "number", "tags"], columnTypes: types)
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func frame(_ rows: Int) throws -> DataFrame {
        try DataFrame([
            ("number", Column((0..<rows).map { $0 % 7 == 0 ? nil : Int64($0) })),
            (
                "text",
                Column(present: (0..<rows).map { "line \($0)\nof \"text\", " + String(repeating: "x", count: $0 % 90) })
            ),
            ("tags", Column(present: (0..<rows).map { $0 % 3 == 0 ? [] : ["a", "b\($0)"] })),
        ])
    }

    /// The pieces joined, and the lines of their rows.
    private func joined(_ chunks: TableChunks) throws -> (frame: DataFrame, lines: [Int], count: Int) {
        var chunks = chunks
        var frame: DataFrame?
        var lines: [Int] = []
        var count = 0
        while let chunk = try chunks.next() {
            frame = try frame?.concatenating(chunk.frame) ?? chunk.frame
            lines += chunk.lines
            count += 1
        }
        #expect(try chunks.next() == nil)
        return (try #require(frame), lines, count)
    }

    @Test("The pieces of CSV and JSONL are the rows of the whole, with their lines", arguments: [0, 1, 50, 30_000])
    func pieces(rows: Int) throws {
        let frame = try frame(rows)
        let (csv, jsonl) = (directory.path("t.csv"), directory.path("t.jsonl"))
        try CSVWriter().write(frame, to: csv)
        let whole = try CSVReader(options: Self.options).read(path: csv)
        let parts = try joined(
            TableChunks(CSVReader(options: Self.options), of: InputFile(path: csv), rowCount: 1000))
        #expect(parts.frame == whole.frame && parts.lines == whole.lines)
        #expect(parts.count >= rows / 12_000 && (rows < 30_000 || parts.count > 5), "\(parts.count)")
        guard rows > 0 else { return }
        try JSONLWriter().write(frame, to: jsonl)
        let lines = try JSONLReader(options: Self.options).read(path: jsonl)
        let pieces = try joined(
            TableChunks(JSONLReader(options: Self.options), of: InputFile(path: jsonl), rowCount: 1000))
        #expect(pieces.frame == lines.frame && pieces.lines == lines.lines)
    }

    @Test("A fault in a late row names its line, and rejected rows come with their piece")
    func faults() throws {
        let good = (0..<40_000).map { "\($0),x\n" }.joined()
        let path = try directory.write(Array("number,text\n\(good)many,x\n1,y\n".utf8), to: "bad.csv")
        var options = ReadingOptions(columns: ["number", "text"], columnTypes: ["number": .int64, "text": .string])
        let failing = try TableChunks(CSVReader(options: options), of: InputFile(path: path))
        let error = #expect(throws: DataError.self) { try joined(failing) }
        #expect(error?.details.place?.contains("line 40002") == true, "\(String(describing: error))")
        options.malformedRows = .quarantine()
        var chunks = try TableChunks(CSVReader(options: options), of: InputFile(path: path))
        var (rows, rejected) = (0, [RejectedRow]())
        while let chunk = try chunks.next() {
            rows += chunk.frame.rowCount
            rejected += chunk.rejectedRows
        }
        #expect(rows == 40_001 && rejected.map(\.line) == [40_002])
    }

    @Test("A field that no JSONL record has is an error at the end, one that comes late is none")
    func lateFields() throws {
        let early = String(repeating: "{\"a\":1}\n", count: 60_000)
        let options = ReadingOptions(columns: ["a", "b"], columnTypes: ["a": .int64, "b": .int64])
        func chunks(_ text: String) throws -> TableChunks {
            let path = try directory.write(Array(text.utf8), to: "t.jsonl")
            return try TableChunks(JSONLReader(options: options), of: InputFile(path: path), rowCount: 100)
        }
        let late = try joined(chunks(early + "{\"b\":2}\n"))
        #expect(late.frame.rowCount == 60_001 && late.count > 1)
        let error = #expect(throws: DataError.self) { try joined(chunks(early)) }
        #expect(error?.code == .unknownColumn)
        #expect(throws: DataError.self) { try joined(chunks("\n")) }
    }

    @Test("Columns without types, or without names, cannot be read in pieces")
    func configuration() throws {
        let path = try directory.write(Array("a\n1\n".utf8), to: "t.csv")
        for options in [ReadingOptions(), ReadingOptions(columns: ["a"])] {
            #expect(throws: DataError.self) {
                try TableChunks(CSVReader(options: options), of: InputFile(path: path))
            }
        }
        #expect(throws: DataError.self) { try TableChunks(JSONLReader(), of: InputFile(path: path)) }
    }
}
