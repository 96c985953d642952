import Foundation
import MLCore
import MLData
import Testing

@Suite("Tables as asynchronous sequences")
struct TablePiecesTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func joined(_ pieces: TablePieces<ReadOutcome>) async throws -> (frame: DataFrame, count: Int) {
        var frame: DataFrame?
        var count = 0
        for try await piece in pieces {
            frame = try frame?.concatenating(piece.frame) ?? piece.frame
            count += 1
        }
        return (try #require(frame), count)
    }

    @Test("The pieces of a CSV file are its rows, with types that the first piece gives")
    func csv() async throws {
        let text = "n,x,t\n" + (0..<30_000).map { "\($0),\(Double($0) / 4),row \($0)\n" }.joined()
        let path = try directory.write(Array(text.utf8), to: "t.csv")
        let pieces = CSVReader().outcomes(path: path, rowCount: 5000)
        let (frame, count) = try await joined(pieces)
        #expect(try frame == CSVReader().read(path: path).frame)
        #expect(count > 3)
        #expect(try await joined(pieces).frame == frame)
        let pipe = try directory.pipe("p", holding: Array(text.utf8))
        #expect(try await joined(CSVReader().outcomes(path: pipe, rowCount: 5000)).frame == frame)
    }

    @Test("A later value that does not fit the type of the first piece is a malformed row")
    func surprise() async throws {
        let text = "n\n" + (0..<60_000).map { "\($0)\n" }.joined() + "many\n"
        let path = try directory.write(Array(text.utf8), to: "t.csv")
        let error = await #expect(throws: DataError.self) {
            try await joined(CSVReader().outcomes(path: path, rowCount: 1000))
        }
        #expect(error?.code == .typeMismatch && error?.details.place?.contains("line 60002") == true)
        var reader = CSVReader()
        reader.options.malformedRows = .quarantine()
        var rejected: [Int] = []
        for try await piece in reader.outcomes(path: path, rowCount: 1000) {
            rejected += piece.rejectedRows.map(\.line)
        }
        #expect(rejected == [60_002])
    }

    @Test("The pieces of a JSONL file are its records, with the fields of the first piece")
    func jsonl() async throws {
        let text = (0..<20_000).map { "{\"n\":\($0),\"t\":\"row \($0)\"}\n" }.joined()
        let path = try directory.write(Array(text.utf8), to: "t.jsonl")
        let (frame, count) = try await joined(JSONLReader().outcomes(path: path, rowCount: 1000))
        #expect(try frame == JSONLReader().read(path: path).frame)
        #expect(count > 1)
    }

    @Test("A first piece of a pipe may be long, although it is read for the types and again for the rows")
    func longFirstPiece() async throws {
        let filler = String(repeating: "x", count: 100)
        let text = (0..<30_000).map { "{\"n\":\($0),\"t\":\"\(filler)\"}\n" }.joined()
        let pipe = try directory.pipe("p", holding: Array(text.utf8))
        let (frame, _) = try await joined(JSONLReader().outcomes(path: pipe, rowCount: 20_000))
        #expect(frame.rowCount == 30_000)
    }

    @Test("A file that says that it is huge is read without room for what it says")
    func sparseFile() async throws {
        let head = Array(("n,t\n" + String(repeating: "1,text\n", count: 40_000)).utf8)
        let path = try directory.write(head, to: "sparse.csv")
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.truncate(atOffset: 1 << 40)
        try file.close()
        var reader = CSVReader()
        reader.options.maximumRowCount = 30_000
        let error = #expect(throws: DataError.self) { try reader.read(path: path) }
        #expect(error?.code == .limitExceeded)
        var count = 0
        for try await piece in CSVReader().outcomes(path: path, rowCount: 10_000) {
            count += piece.frame.rowCount
            if count > 15_000 { break }
        }
        #expect(count > 15_000)
    }

    @Test("Every reader gives the same frames of the same table; rows that are put aside are not lost in frames")
    func frames() async throws {
        let text = "n,x\n" + (0..<3000).map { "\($0),\(Double($0) / 4)\n" }.joined()
        let csv = try directory.write(Array(text.utf8), to: "t.csv")
        let whole = try CSVReader().read(path: csv).frame
        try JSONLWriter().write(whole, to: directory.path("t.jsonl"))
        try ParquetWriter(rowGroupRowCount: 1000).write(whole, to: directory.path("t.parquet"))
        try ArrowWriter(batchRowCount: 700).write(whole, to: directory.path("t.arrow"))
        let sequences: [TablePieces<DataFrame>] = [
            CSVReader().frames(path: csv, rowCount: 500), JSONLReader().frames(path: directory.path("t.jsonl")),
            ParquetReader().frames(path: directory.path("t.parquet"), rowCount: 600),
            ArrowReader().frames(path: directory.path("t.arrow")),
        ]
        for sequence in sequences {
            var frame: DataFrame?
            for try await piece in sequence { frame = try frame?.concatenating(piece) ?? piece }
            #expect(frame?.columns == whole.columns)
        }
        let lenient = ReadingOptions(malformedRows: .quarantine())
        for sequence in [
            CSVReader(options: lenient).frames(path: csv),
            JSONLReader(options: lenient).frames(path: directory.path("t.jsonl")),
            ParquetReader().frames(path: csv, rowCount: 0),
        ] {
            let error = await #expect(throws: DataError.self) { for try await _ in sequence {} }
            #expect(error?.code == .invalidConfiguration)
        }
    }

    @Test("A cancelled task gets an error, and a missing file one that names it")
    func errors() async throws {
        let path = try directory.write(Array("n\n1\n".utf8), to: "t.csv")
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            for try await _ in CSVReader().outcomes(path: path) {}
        }
        let error = await #expect(throws: DataError.self) { try await task.value }
        #expect(error?.code == .cancelled)
        let missing = await #expect(throws: DataError.self) {
            try await joined(CSVReader().outcomes(path: directory.path("absent.csv")))
        }
        #expect(missing?.code == .fileUnreadable)
    }
}
