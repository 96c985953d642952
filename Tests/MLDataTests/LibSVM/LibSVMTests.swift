import Foundation
import MLCore
import MLData
import Testing

@Suite("LibSVM reader and writer")
struct LibSVMTests {
    private func read(_ text: String, _ reader: LibSVMReader = LibSVMReader()) throws -> LibSVMTable {
        try reader.read(bytes: Array(text.utf8))
    }

    private func dense(_ table: LibSVMTable) throws -> [[Double]] {
        try (0..<table.features.rowCount).map { try table.features.row($0).dense }
    }

    @Test("Labels, queries, weights, comments and blank lines are read")
    func parts() throws {
        let table = try read(
            "# head\n1 qid:7 1:0.5 3:-2e1 # last\n\n-1:0.25 qid:8\t2:3\r\n".replacing("1 qid:7", with: "1:2 qid:7"))
        #expect(table.labels == [1, -1] && table.queries == [7, 8] && table.weights == [2, 0.25])
        #expect(try dense(table) == [[0.5, 0, -20], [0, 3, 0]])
        #expect(table.line(ofRow: 1) == 4 && table.line(ofRow: 2) == nil)
    }

    @Test("The first index is 1, or 0 where there is one, or what the reader says")
    func bases() throws {
        #expect(try dense(read("1 1:5\n")) == [[5]])
        #expect(try dense(read("1 1:5\n0 0:2\n")) == [[0, 5], [2, 0]])
        #expect(try dense(read("1 1:5\n", LibSVMReader(indexBase: .zero))) == [[0, 5]])
        #expect(try dense(read("1 3:1 1:5\n", LibSVMReader(featureCount: 4))) == [[5, 0, 1, 0]])
        #expect(throws: DataError.self) { try read("1 0:5\n", LibSVMReader(indexBase: .one)) }
        #expect(try read("1\n0\n").features.featureCount == 0)
        #expect(try read("1 2:1\n", LibSVMReader(absentMeans: .missing)).features.row(0).dense[0].isNaN)
    }

    @Test(
        "Rows that do not follow the format are errors that name line and column, or are put aside",
        arguments: [
            ("x 1:1", "malformedRow", "column 1"), ("1 a:1", "malformedRow", "column 3"),
            ("1 1:", "malformedRow", "column 5"), ("1 1:nan", "malformedRow", "column 5"),
            ("1 1:1e999", "malformedRow", "column 5"), ("1 5", "malformedRow", "column 3"),
            ("1 1:1 1:2", "malformedRow", "line 2"), ("1 -1:2", "malformedRow", "column 3"),
            ("1 1:2 qid:3", "malformedRow", "column 7"), ("1 qid:x", "malformedRow", "column 7"),
            ("1 99999999999:2", "limitExceeded", "column 3"), ("0x10 1:1", "malformedRow", "column 1"),
            ("1 1:2 :3", "malformedRow", "column 7"), ("1 \u{0}:3", "malformedRow", "column 3"),
        ])
    func faults(row: String, code: String, place: String) throws {
        let text = "1 1:1\n\(row)\n0 2:1\n"
        let error = #expect(throws: DataError.self) { try read(text) }
        #expect(error?.code.rawValue == code)
        #expect(error?.details.place?.contains("line 2") == true && error?.details.place?.contains(place) == true)
        let rest = try read(text, LibSVMReader(malformedRows: .quarantine()))
        #expect(rest.labels == [1, 0] && rest.rejectedRows.map(\.line) == [2] && rest.rejectedRows[0].text == row)
    }

    @Test("Limits, empty inputs and queries for some rows only are errors")
    func limits() throws {
        #expect(throws: DataError.self) { try read("") }
        #expect(throws: DataError.self) { try read("# only a comment\n") }
        #expect(throws: DataError.self) { try read("1 1:1\n", LibSVMReader(featureCount: 0)) }
        #expect(throws: DataError.self) { try read("1 1:1\n2 1:1\n", LibSVMReader(maximumRowCount: 1)) }
        #expect(throws: DataError.self) { try read("1 qid:1 1:1\n2 1:1\n") }
        #expect(throws: DataError.self) { try LibSVMReader(featureCount: -1, maximumRowByteCount: 0).validated() }
        let long = "1 1:1\n1 " + String(repeating: "1:1 ", count: 100_000) + "\n2 1:1\n"
        #expect(throws: DataError.self) { try read(long, LibSVMReader(maximumRowByteCount: 1000)) }
        let rest = try read(long, LibSVMReader(malformedRows: .quarantine(), maximumRowByteCount: 1000))
        #expect(rest.labels == [1, 2] && rest.line(ofRow: 1) == 3)
    }

    @Test("What is written reads back the same")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 8)
        for base in [0, 1] {
            var (offsets, columns, values) = ([0], [Int32](), [Double]())
            for _ in 0..<200 {
                for column in 0..<30 as Range<Int32> where random.nextBool(probability: 0.2) {
                    columns.append(column)
                    let value = Double(bitPattern: random.next())
                    values.append(value.isFinite ? value : 1)
                }
                offsets.append(columns.count)
            }
            let rows = try SparseRows(offsets: offsets, columns: columns, values: values, columnCount: 30)
            let features = try FeatureMatrix(rows: rows, absentMeans: .zero, schema: .numbered(30))
            let table = try LibSVMTable(
                features: features, labels: (0..<200).map { Double($0) / 7 }, queries: (0..<200).map { $0 / 9 },
                weights: (0..<200).map { Double($0) })
            let bytes = try LibSVMWriter(firstIndex: base).bytes(of: table)
            let reader = LibSVMReader(indexBase: base == 0 ? .zero : .one, featureCount: 30)
            let back = try reader.read(bytes: bytes)
            #expect(back.features == table.features && back.labels == table.labels)
            #expect(back.queries == table.queries && back.weights == table.weights)
            let directory = try TemporaryDirectory()
            try LibSVMWriter(firstIndex: base).write(table, to: directory.path("t.txt"))
            #expect(try directory.bytes("t.txt") == bytes)
        }
        let dense = try FeatureMatrix(values: [1, 0, .nan], rowCount: 1, schema: .numbered(3))
        #expect(throws: DataError.self) { try LibSVMWriter().bytes(of: LibSVMTable(features: dense, labels: [0])) }
        #expect(throws: DataError.self) {
            try LibSVMWriter(firstIndex: 2).bytes(of: LibSVMTable(features: dense, labels: [0]))
        }
    }

    @Test("Pieces are the rows of the whole")
    func pieces() async throws {
        let directory = try TemporaryDirectory()
        let text = (0..<5000).map { "\($0) \($0 % 7 + 1):\($0)\n" }.joined()
        let path = try directory.write(Array(text.utf8), to: "t.txt")
        var labels: [Double] = []
        var count = 0
        for try await piece in LibSVMReader(indexBase: .one, featureCount: 7).tables(path: path, rowCount: 1000) {
            labels += piece.labels
            count += 1
        }
        #expect(try labels == LibSVMReader().read(path: path).labels && count == 5)
        await #expect(throws: DataError.self) { for try await _ in LibSVMReader().tables(path: path) {} }
    }

    @Test("There are no more features than the limit says")
    func featureLimit() throws {
        let bytes = Array("1 100:1\n0 3:1\n".utf8)
        #expect(try LibSVMReader(maximumFeatureCount: 100).read(bytes: bytes).features.featureCount == 100)
        let error = #expect(throws: DataError.self) { try LibSVMReader(maximumFeatureCount: 99).read(bytes: bytes) }
        #expect(error?.code == .limitExceeded)
        #expect(throws: DataError.self) { try LibSVMReader(maximumFeatureCount: -1).validated() }
    }
}
