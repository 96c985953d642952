import MLCore
import MLData
import Testing

@Suite("Reshaping")
struct ReshapingTests {
    @Test("Columns become rows, row by row")
    func melting() throws {
        let frame = try DataFrame([
            ("id", Column(present: ["p", "q"])), ("a", Column([1.0, nil])), ("b", Column([3.0, 4])),
        ])
        let long = try frame.melted(["a", "b"])
        #expect(long.columnNames == ["id", "name", "value"])
        #expect(try long.values(of: ColumnKey<String>("id")) == ["p", "p", "q", "q"])
        #expect(try long.values(of: ColumnKey<String>("name")) == ["a", "b", "a", "b"])
        #expect(try long.values(of: ColumnKey<Double>("value")) == [1, 3, nil, 4])
        #expect(try frame.selecting(["a"]).melted(["a"]).rowCount == 2)
        #expect(try frame.prefix(0).melted(["a"]).rowCount == 0)
        #expect(throws: DataError.self) { try frame.melted(["id", "a"]) }
        #expect(throws: DataError.self) { try frame.melted([]) }
        #expect(throws: DataError.self) { try frame.melted(["a", "b"], namesIn: "id") }
    }

    @Test("Lists become rows; empty and missing lists keep theirs")
    func exploding() throws {
        let frame = try DataFrame([
            ("id", Column(present: [1, 2, 3, 4] as [Int64])), ("tags", Column([["x", "y"], [], nil, ["z"]])),
        ])
        let rows = try frame.exploded("tags")
        #expect(try rows.values(of: ColumnKey<Int64>("id")) == [1, 1, 2, 3, 4])
        #expect(try rows.values(of: ColumnKey<String>("tags")) == ["x", "y", nil, nil, "z"])
        #expect(throws: DataError.self) { try frame.exploded("id") }
        let back = try rows.grouped(by: ["id"]).aggregated([.list("tags", as: "tags")])
        #expect(try back.values(of: ColumnKey<[String]>("tags")) == [["x", "y"], [], [], ["z"]])
    }

    @Test("Frames and rows are added behind each other")
    func building() throws {
        for seed in 0..<20 as Range<UInt64> {
            let frame = try RandomFrames.frame(seed: seed)
            var builder = DataFrameBuilder(frame.schema)
            var row = 0
            while row < frame.rowCount {
                let count = min(frame.rowCount - row, 1 + Int(seed) % 3)
                if count == 1 {
                    try builder.append(frame.columns.map { try $0.value(at: row) })
                } else {
                    try builder.append(try frame.taking(Array(row..<row + count)))
                }
                row += count
            }
            #expect(builder.frame() == frame)
            let parts = try (0..<3).map { part in
                try frame.taking((0..<frame.rowCount).filter { $0 * 3 / max(1, frame.rowCount) == part })
            }
            #expect(try DataFrame(concatenating: parts) == frame)
        }
        #expect(throws: DataError.self) { try DataFrame(concatenating: []) }
    }

    @Test("A row that does not fit adds nothing")
    func unfitting() throws {
        let schema = try Schema([.init("a", .int64), .init("b", .string, allowsMissing: true)])
        var builder = DataFrameBuilder(schema)
        try builder.append([.int64(1), .missing])
        #expect(throws: DataError.self) { try builder.append([.int64(1)]) }
        #expect(throws: DataError.self) { try builder.append([.missing, .string("x")]) }
        #expect(throws: DataError.self) { try builder.append([.int64(1), .int64(2)]) }
        #expect(throws: DataError.self) {
            try builder.append(try DataFrame([("a", Column([1.0])), ("b", Column(["x"]))]))
        }
        #expect(builder.frame().rowCount == 1)
        #expect(try builder.frame().values(of: ColumnKey<String>("b")) == [nil])
    }

    @Test("Row views read values where they are")
    func views() throws {
        let frame = try DataFrame([("a", Column([1, nil] as [Int64?])), ("l", Column([["x"], nil]))])
        #expect(try frame.rows.map { try $0[ColumnKey<Int64>("a")] } == [1, nil])
        #expect(try frame.rows[0]["l"] == .stringList(["x"]))
        #expect(try frame.rows.last?.row() == frame.row(1))
        #expect(throws: DataError.self) { try frame.rows[0][ColumnKey<String>("a")] }
        #expect(throws: DataError.self) { try frame.rows[0]["b"] }
    }
}
