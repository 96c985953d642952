import MLCore
import MLData
import Testing

@Suite("Categorical columns")
struct CategoricalColumnTests {
    /// A frame whose texts come from few, with two spellings of one of them.
    private static func frame(_ seed: UInt64) throws -> DataFrame {
        var random = SeededGenerator(seed: seed)
        let texts = ["b", "a", "", "é", "e\u{301}", "日本", "K", "\u{212A}", nil]
        let count = [0, 1, 40][Int(seed % 3)]
        let cities = (0..<count).map { _ in texts[random.next(below: texts.count)] }
        let tags = (0..<count).map { _ in random.nextBool(probability: 0.2) ? nil : "t\(random.next(below: 50))" }
        let numbers = (0..<count).map { _ in Int64(random.next(below: 9)) }
        return try DataFrame([("city", Column(cities)), ("tag", Column(tags)), ("n", Column(present: numbers))])
    }

    @Test(
        "Whatever is done with a categorical column gives what the plain one gives", arguments: 0..<12 as Range<UInt64>)
    func laws(seed: UInt64) throws {
        let plain = try Self.frame(seed)
        let coded = try plain.categorizing(["city", "tag"])
        let other = try Self.frame(seed + 3)
        let otherCoded = try other.categorizing(["tag", "city"])
        #expect(coded == plain)
        #expect(coded.hashValue == plain.hashValue)
        #expect(coded.columns.prefix(2).allSatisfy { $0.isCategorical && $0.type == .string })
        #expect(!coded.decoded().columns.contains { $0.isCategorical })
        #expect(
            try Column(codes: coded.columns[0].categoryCodes ?? [], categories: coded.columns[0].categories ?? [])
                == plain.columns[0])

        typealias Operation = (DataFrame, DataFrame) throws -> DataFrame
        let city = ColumnKey<String>("city")
        let operations: [(String, Operation)] = [
            ("taking", { left, _ in try left.taking((0..<left.rowCount).reversed() + Array(0..<left.rowCount)) }),
            ("sorted", { left, _ in try left.sorted(by: [.ascending("city"), .descending("tag"), .ascending("n")]) }),
            ("concatenating", { left, right in try left.concatenating(right) }),
            ("inner join", { left, right in try left.joined(with: right, on: ["city"]) }),
            ("left join", { left, right in try left.joined(with: right, on: ["city", "tag"], kind: .left) }),
            ("anti join", { left, right in try left.joined(with: right, on: ["tag"], kind: .anti) }),
            ("equals", { left, _ in try left.filtered(by: .equals(column: "city", .string("é"))) }),
            (
                "is in",
                { left, _ in try left.filtered(by: .isIn(column: "city", [.string("K"), .string("a")])) }
            ),
            ("missing", { left, _ in try left.filtered(by: .not(.isMissing(column: "city"))) }),
            ("values", { left, _ in try DataFrame([("city", Column(try left.values(of: city)))]) }),
            (
                "groups",
                { left, _ in
                    try left.grouped(by: ["city"]).aggregated([
                        .count(), .distinctCount("tag"), .minimum("tag"), .maximum("city"), .first("tag"),
                        .last("city"),
                        .list("tag"), .sum("n"),
                    ])
                }
            ),
            ("rows", { left, _ in try DataFrame(rows: try (0..<left.rowCount).map(left.row), schema: left.schema) }),
        ]
        for (name, operation) in operations {
            let expected = try operation(plain, other)
            #expect(try operation(coded, otherCoded) == expected, "\(name)")
            #expect(try operation(coded, other) == expected, "\(name), the right side plain")
            #expect(try operation(plain, otherCoded) == expected, "\(name), the left side plain")
        }
        #expect(try coded.concatenating(otherCoded).columns[0].isCategorical)
        #expect(try coded.joined(with: otherCoded, on: ["n"], kind: .left).columns.count { $0.isCategorical } == 4)
    }

    @Test("Files, profiles and verdicts do not depend on how texts are stored", arguments: 1..<6 as Range<UInt64>)
    func outputs(seed: UInt64) throws {
        let plain = try Self.frame(seed)
        let coded = try plain.categorizing(["city", "tag"])
        #expect(try CSVWriter().bytes(of: coded) == CSVWriter().bytes(of: plain))
        #expect(try JSONLWriter().bytes(of: coded) == JSONLWriter().bytes(of: plain))
        #expect(
            try ParquetWriter(rowGroupRowCount: 7).bytes(of: coded)
                == ParquetWriter(rowGroupRowCount: 7).bytes(of: plain))
        var states = (try TableProfileState(schema: plain.schema), try TableProfileState(schema: plain.schema))
        try states.0.add(plain)
        try states.1.add(coded)
        #expect(states.0 == states.1)
        let suite = ExpectationSuite(
            "texts", [.notMissing("city"), .inSet("city", [.string("a"), .string("é")]), .unique("tag")])
        #expect(try suite.validate(coded) == suite.validate(plain))
    }

    @Test("Arrow files keep categorical columns, also where a dictionary has a text twice or a missing one")
    func arrow() throws {
        for format in ArrowWriter.Format.allCases {
            let coded = try Self.frame(2).categorizing(["tag"])
            let bytes = try ArrowWriter(format: format, batchRowCount: 7).bytes(of: coded)
            let read = try ArrowReader().read(bytes: bytes)
            #expect(read == coded)
            #expect(read.columns.map(\.isCategorical) == [false, true, false])
            #expect(read.columns[1].categories == coded.columns[1].categories)
        }
    }

    @Test("Categories are told apart by their bytes, and codes have to have one")
    func faults() throws {
        #expect(throws: DataError.self) { try Column(codes: [0], categories: ["a", "a"]) }
        #expect(throws: DataError.self) { try Column(codes: [1], categories: ["a"]) }
        #expect(throws: DataError.self) { try Column(codes: [-1], categories: ["a"]) }
        #expect(throws: DataError.self) { try Column([1.5]).categorized() }
        #expect(throws: DataError.self) { try Self.frame(2).categorizing(["n"]) }
        #expect(throws: DataError.self) { try Self.frame(2).categorizing(["none"]) }
        let column = try Column(codes: [2, nil, 0], categories: ["é", "unused", "e\u{301}"])
        #expect(column.values == [.string("e\u{301}"), .missing, .string("é")])
        #expect(column.missingCount == 1)
        #expect(column == Column(["e\u{301}", nil, "é"]))
        #expect(column != Column(["é", nil, "é"]))
        // Numbered as strings are, they are the same.
        #expect(try DataFrame([("c", column)]).grouped(by: ["c"]).groupCount == 2)
    }

    @Test("Parts that share their categories are joined, also with others between them")
    func sharedCategories() throws {
        let frame = try Self.frame(5).categorizing(["city", "tag"])
        let other = try Self.frame(8).categorizing(["city", "tag"])
        let empty = frame.prefix(0)
        let more = try DataFrame(concatenating: [frame, other])
        let parts = [frame.prefix(7), frame.suffix(9), more, frame, other, other.prefix(3), empty, frame, frame, more]
        let joined = try DataFrame(concatenating: parts)
        #expect(joined.columns[0].isCategorical)
        #expect(joined == (try DataFrame(concatenating: parts.map { $0.decoded() })))
    }
}
