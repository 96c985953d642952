import MLCore
import MLData
import Testing

@Suite("Groups")
struct GroupingTests {
    private func frame() throws -> DataFrame {
        try DataFrame([
            ("city", Column(["b", "a", nil, "b", nil, "b"])), ("n", Column([1, 2, 3, nil, 5, 6] as [Int64?])),
            ("x", Column([1.5, nil, .nan, 2.5, nil, 4])), ("ok", Column([true, nil, false, false, true, true])),
            ("tag", Column(["p", "q", nil, "p", "r", nil])),
        ])
    }

    @Test("Groups come in the order of their first rows, and missing keys are a group")
    func order() throws {
        let groups = try frame().grouped(by: ["city"])
        #expect(groups.groupCount == 3)
        #expect(try groups.keys.values(of: ColumnKey<String>("city")) == ["b", "a", nil])
        #expect(groups.groupOfRow == [0, 1, 2, 0, 2, 0])
        #expect(try groups.rows(ofGroup: 2) == [2, 4])
        #expect(throws: DataError.self) { try groups.rows(ofGroup: 3) }
        #expect(try frame().grouped(by: []).groupCount == 1)
        #expect(try frame().prefix(0).grouped(by: ["city"]).aggregated([.count()]).rowCount == 0)
    }

    @Test("Every aggregation leaves missing values out and keeps the type it promises")
    func aggregations() throws {
        let result = try frame().grouped(by: ["city"]).aggregated([
            .count(), .presentCount("n"), .distinctCount("tag"), .sum("n"), .sum("ok", as: "oks"), .sum("x"),
            .mean("n"), .variance("n"), .minimum("x"), .maximum("x"), .minimum("tag"), .first("n"), .last("tag"),
            .any("ok"), .all("ok"), .list("tag"), .quantile(0.25, of: "n"),
        ])
        func ints(_ name: String) throws -> [Int64?] { try result.values(of: ColumnKey<Int64>(name)) }
        func doubles(_ name: String) throws -> [Double?] { try result.values(of: ColumnKey<Double>(name)) }
        #expect(try ints("count") == [3, 1, 2])
        #expect(try ints("n_count") == [2, 1, 2])
        #expect(try ints("tag_distinct") == [1, 1, 1])
        #expect(try ints("n_sum") == [7, 2, 8])
        #expect(try ints("oks") == [2, 0, 1])
        #expect(try doubles("x_sum").prefix(2) == [8, 0])
        #expect(try doubles("x_sum")[2]?.isNaN == true)
        #expect(try doubles("n_mean") == [3.5, 2, 4])
        #expect(try doubles("n_variance") == [12.5, nil, 2])
        #expect(try doubles("x_minimum").prefix(2) == [1.5, nil])
        #expect(try doubles("x_maximum").prefix(2) == [4, nil])
        // NaN, because there is no number.
        #expect(try doubles("x_maximum")[2]?.isNaN == true)
        #expect(try result.values(of: ColumnKey<String>("tag_minimum")) == ["p", "q", "r"])
        #expect(try ints("n_first") == [1, 2, 3])
        #expect(try result.values(of: ColumnKey<String>("tag_last")) == [nil, "q", "r"])
        #expect(try result.values(of: ColumnKey<Bool>("ok_any")) == [true, nil, true])
        #expect(try result.values(of: ColumnKey<Bool>("ok_all")) == [false, nil, false])
        #expect(try result.values(of: ColumnKey<[String]>("tag_list")) == [["p", "p"], ["q"], ["r"]])
        #expect(try doubles("n_quantile") == [2.25, 2, 3.5])
    }

    @Test("Numbers beside NaN decide what is least and greatest")
    func notANumber() throws {
        let frame = try DataFrame([("x", Column([.nan, 2.0, .nan, -1]))])
        let result = try frame.grouped(by: []).aggregated([.minimum("x"), .maximum("x"), .median("x")])
        #expect(try result.values(of: ColumnKey<Double>("x_minimum")) == [-1])
        #expect(try result.values(of: ColumnKey<Double>("x_maximum")) == [2])
        #expect(try result.values(of: ColumnKey<Double>("x_median"))[0]?.isNaN == true)
    }

    @Test("Sums keep small parts of large numbers, and integers that do not fit are an error")
    func sums() throws {
        let frame = try DataFrame([
            ("x", Column([1e16, 1, 1, -1e16])), ("n", Column(present: [.max, 1, 0, 0] as [Int64])),
            ("y", Column([Double.greatestFiniteMagnitude, .greatestFiniteMagnitude, 0, 0])),
        ])
        let all = try frame.grouped(by: [])
        #expect(try all.aggregated([.sum("x")]).values(of: ColumnKey<Double>("x_sum")) == [2])
        #expect(try all.aggregated([.sum("y")]).values(of: ColumnKey<Double>("y_sum")) == [.infinity])
        #expect(throws: DataError.self) { try all.aggregated([.sum("n")]) }
        let fits = try DataFrame([("n", Column(present: [.max, 1, -1] as [Int64]))]).grouped(by: [])
        #expect(try fits.aggregated([.sum("n")]).values(of: ColumnKey<Int64>("n_sum")) == [.max])
        let medians: [([Double], Double)] = [
            ([-Double.greatestFiniteMagnitude, .greatestFiniteMagnitude], 0), ([.infinity, .infinity], .infinity),
            ([-.infinity, 1], -.infinity),
        ]
        for (values, median) in medians {
            let groups = try DataFrame([("x", Column(present: values))]).grouped(by: [])
            #expect(try groups.aggregated([.median("x")]).values(of: ColumnKey<Double>("x_median")) == [median])
        }
    }

    @Test("A column of another type, an unknown one, and a name that is taken are refused")
    func refusals() throws {
        let groups = try frame().grouped(by: ["city"])
        for aggregation in [
            Aggregation.sum("tag"), .mean("city"), .any("n"), .list("n"), .count(as: "city"), .quantile(1.5, of: "n"),
            .first("nothing"),
        ] {
            #expect(throws: DataError.self) { try groups.aggregated([aggregation]) }
        }
    }

    @Test("Texts are in one group exactly when they are equal as strings")
    func canonicalEquivalence() throws {
        let frame = try DataFrame([("t", Column(["é", "e\u{301}", "e", "", "é", "\u{1F468}"]))])
        #expect(try frame.grouped(by: ["t"]).groupOfRow == [0, 0, 1, 2, 0, 3])
        #expect(try frame.distinct().rowCount == 4)
        // The Kelvin sign and the Greek question mark are equal to letters of ASCII.
        let signs = try DataFrame([("t", Column(["K", "\u{212A}", ";", "\u{37E}", "k", "\u{37E}"]))])
        #expect(try signs.grouped(by: ["t"]).groupOfRow == [0, 0, 1, 1, 2, 1])
        #expect(try signs.filtered(by: .equals(column: "t", .string("K"))).rowCount == 2)
        #expect(try signs.filtered(by: .equals(column: "t", .string("\u{37E}"))).rowCount == 3)
    }

    @Test("Many distinct texts of all lengths keep their numbers while the table grows")
    func growth() throws {
        let texts = (0..<9_000).map { String(repeating: "x", count: $0 % 20) + "\0\($0 / 3)" }
        let codes = try DataFrame([("t", Column(present: texts + texts))]).grouped(by: ["t"])
        #expect(codes.groupCount == Set(texts).count)
        #expect(Array(codes.groupOfRow.prefix(9_000)) == Array(codes.groupOfRow.suffix(9_000)))
        for row in stride(from: 0, to: 9_000, by: 7) {
            #expect(try codes.keys.row(codes.groupOfRow[row]).value("t") == .string(texts[row]))
        }
    }

    @Test("Many groups of random keys are those of a dictionary")
    func definition() throws {
        var random = SeededGenerator(seed: 5)
        let a = (0..<20_000).map { _ in Int64(random.next(below: 90)) - 45 }
        let b = (0..<20_000).map { _ in "k\(random.next(below: 70))" }
        let groups = try DataFrame([("a", Column(present: a)), ("b", Column(present: b))]).grouped(by: ["a", "b"])
        var numbers: [String: Int] = [:]
        let expected = zip(a, b).map { a, b in
            let next = numbers.count
            return numbers["\(a) \(b)"]
                ?? {
                    numbers["\(a) \(b)"] = next; return next
                }()
        }
        #expect(groups.groupOfRow == expected)
    }
}
