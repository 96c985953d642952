import MLCore
import MLData
import Testing

@Suite("DataFrame")
struct DataFrameTests {
    static func films() throws -> DataFrame {
        try DataFrame([
            ("title", Column(["Up", "Ran", nil, "M"])),
            ("year", Column([2009, 1985, 1931, nil] as [Int64?])),
            ("score", Column([8.3, nil, .nan, 8.3])),
            ("genres", Column([["Comedy"], ["Drama", "War"], [], nil])),
        ])
    }

    @Test("A key reads a column; a wrong name or type lists the columns there are")
    func keys() throws {
        let frame = try Self.films()
        #expect(try frame.values(of: ColumnKey<Int64>("year")) == [2009, 1985, 1931, nil])
        let unknown = #expect(throws: DataError.self) { try frame.values(of: ColumnKey<Int64>("years")) }
        #expect(unknown?.code == .unknownColumn)
        #expect(unknown?.description.contains("year (int64)") == true)
        let wrong = #expect(throws: DataError.self) { try frame.values(of: ColumnKey<String>("year")) }
        #expect(wrong?.code == .typeMismatch)
        #expect(wrong?.description.contains("title (string)") == true)
        let missing = #expect(throws: DataError.self) { try frame.requiredValues(of: ColumnKey<Int64>("year")) }
        #expect(missing?.description.contains("row 3") == true)
    }

    @Test("Columns of different lengths, repeated names and wrong types are refused")
    func construction() throws {
        let a = Column([1, 2] as [Int64])
        #expect(throws: DataError.self) { try DataFrame([("a", a), ("b", Column([1.0]))]) }
        #expect(throws: DataError.self) { try DataFrame([("a", a), ("a", a)]) }
        let schema = try Schema([.init("a", .double)])
        #expect(throws: DataError.self) { try DataFrame(columns: [a], schema: schema) }
        #expect(throws: DataError.self) { try DataFrame(columns: [Column([nil, 1.0])], schema: schema) }
        #expect(try DataFrame([]).rowCount == 0)
    }

    @Test("Selecting, dropping, renaming, appending and replacing give new frames")
    func columns() throws {
        let frame = try Self.films()
        #expect(try frame.selecting(["year", "title"]).columnNames == ["year", "title"])
        #expect(try frame.dropping(["genres", "score"]).columnNames == ["title", "year"])
        #expect(try frame.renaming(["year": "released"]).columnNames[1] == "released")
        #expect(throws: DataError.self) { try frame.renaming(["year": "title"]) }
        #expect(throws: DataError.self) { try frame.appending(Column([true]), named: "flag") }
        let longer = try frame.appending(Column([true, false, true, false]), named: "flag")
        #expect(longer.columnNames.last == "flag")
        #expect(try longer.replacing("flag", with: Column([1.0, 2, 3, 4])).schema.field("flag").type == .double)
        #expect(throws: DataError.self) { try frame.selecting(["year", "year"]) }
    }

    @Test("Rows go out and come back")
    func rows() throws {
        let frame = try Self.films()
        let rows = try (0..<frame.rowCount).map { try frame.row($0) }
        #expect(try DataFrame(rows: rows, schema: frame.schema) == frame)
        #expect(try frame.taking([3, 3]).row(1).value("title") == .string("M"))
        #expect(throws: DataError.self) { try frame.row(4) }
        #expect(throws: DataError.self) { try frame.taking([-1]) }
        #expect(try frame.prefix(2).concatenating(frame.suffix(2)) == frame)
        #expect(DataFrame(empty: frame.schema).rowCount == 0)
        let reordered = try frame.selecting(["genres", "score", "year", "title"])
        #expect(try frame.concatenating(reordered).suffix(4) == frame)
    }

    @Test("Masks, predicates and closures keep the same rows")
    func filters() throws {
        let frame = try Self.films()
        let expected = try frame.taking([0, 1])
        #expect(try frame.filtered(by: [true, true, false, false]) == expected)
        #expect(try frame.filtered(by: .inRange(column: "year", lower: 1950, upper: nil)) == expected)
        #expect(try frame.filtered(by: ColumnKey<Int64>("year")) { ($0 ?? 0) > 1950 } == expected)
        #expect(try frame.filtered { try ($0.value("year").number ?? 0) > 1950 } == expected)
        #expect(throws: DataError.self) { try frame.filtered(by: [true]) }
        #expect(throws: DataError.self) { try frame.filtered(by: .isMissing(column: "absent")) }
    }

    @Test("The mask of a predicate is what the predicate says of each row")
    func masks() throws {
        let frame = try Self.films()
        let cafe = try frame.replacing("title", with: Column(["caf\u{E9}", "cafe\u{301}", "cafe", nil]))
        let predicates: [SlicePredicate] = [
            .all, .equals(column: "year", .double(1985)), .equals(column: "year", .missing),
            .isIn(column: "title", [.string("café"), .string("M")]), .equals(column: "title", .string("cafe")),
            .inRange(column: "score", lower: nil, upper: nil), .inRange(column: "score", lower: 8.3, upper: 9),
            .inRange(column: "title", lower: 0, upper: 1), .contains(column: "genres", "War"),
            .contains(column: "title", "War"), .isMissing(column: "genres"),
            .equals(column: "genres", .stringList(["Comedy"])), .not(.inRange(column: "year", lower: nil, upper: 1950)),
            .and([.isMissing(column: "score"), .contains(column: "genres", "Drama")]), .and([]), .or([]),
            .or([.isMissing(column: "year"), .isMissing(column: "title")]),
        ]
        for frame in [frame, cafe] {
            for predicate in predicates {
                let byRow = try (0..<frame.rowCount).map { row in
                    let row = try frame.row(row)
                    return try predicate.matches { try row.value($0) }
                }
                #expect(try frame.mask(of: predicate) == byRow, "\(predicate)")
            }
        }
        var deep = SlicePredicate.all
        for _ in 0..<100 { deep = .not(deep) }
        #expect(throws: CoreError.self) { try frame.mask(of: deep) }
    }

    @Test("A feature matrix has NaN for missing, and a column with both needs a policy")
    func features() throws {
        let frame = try Self.films()
        let years = try frame.featureMatrix(of: ["year"])
        guard case .dense(let values) = years.storage else { return #expect(Bool(false)) }
        #expect(values.prefix(3) == [2009, 1985, 1931])
        #expect(values[3].isNaN)
        let refused = #expect(throws: DataError.self) { try frame.featureMatrix(of: ["year", "score"]) }
        #expect(refused?.code == .missingValue)
        let unified = try frame.featureMatrix(missingAndNaN: .unify)
        #expect(unified.schema.names == ["year", "score"])
        guard case .dense(let both) = unified.storage else { return #expect(Bool(false)) }
        #expect(both.map { $0.isNaN } == [false, false, false, true, false, true, true, false])
        #expect(throws: DataError.self) { try frame.featureMatrix(of: ["title"]) }
    }

    @Test("A frame prints as an aligned table with its size")
    func printing() throws {
        let frame = try Self.films()
        let lines = frame.formatted(maximumRows: 2, maximumWidth: 8).split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines[2].hasPrefix("Up"))
        #expect(lines[4] == "(first 2 of 4 rows × 4 columns)")
        #expect(lines[3].contains("[Drama,…"))
        #expect(try DataFrame([]).description == "0 rows × 0 columns")
    }
}
