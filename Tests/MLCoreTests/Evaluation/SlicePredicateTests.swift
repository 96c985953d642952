import MLCore
import Testing

@Suite("SlicePredicate")
struct SlicePredicateTests {
    private let row: [String: Value] = [
        "year": .int64(1985), "large": .int64(9_007_199_254_740_993), "score": .double(0.5), "half": .float(0.5),
        "tenth": .float(0.1), "nan": .double(.nan), "endless": .double(.infinity), "flag": .bool(true),
        "title": .string("Heat"), "empty": .string(""), "genres": .stringList(["crime", "drama"]), "gone": .missing,
        "time": .timestamp(Timestamp(microseconds: 1000)),
    ]

    private func matches(_ predicate: SlicePredicate) throws -> Bool {
        try predicate.matches { name in
            guard let value = row[name] else { throw CoreError(.unknownName, "no column \(name)") }
            return value
        }
    }

    @Test("Equality is of numbers by exact value, and of everything else by type and value")
    func equality() throws {
        let equal: [(String, Value)] = [
            ("year", .int64(1985)), ("year", .double(1985)), ("year", .float(1985)), ("score", .float(0.5)),
            ("half", .double(0.5)), ("flag", .bool(true)), ("title", .string("Heat")), ("empty", .string("")),
            ("genres", .stringList(["crime", "drama"])), ("time", .timestamp(Timestamp(microseconds: 1000))),
            ("large", .int64(9_007_199_254_740_993)), ("endless", .float(.infinity)),
        ]
        for (column, value) in equal { #expect(try matches(.equals(column: column, value)), "\(column) \(value)") }
        let different: [(String, Value)] = [
            ("year", .int64(1986)), ("year", .string("1985")), ("year", .double(1985.5)), ("nan", .double(.nan)),
            ("tenth", .double(0.1)), ("flag", .int64(1)), ("flag", .double(1)), ("title", .string("heat")),
            ("genres", .stringList(["drama", "crime"])), ("time", .int64(1000)), ("gone", .missing),
            ("gone", .string("")), ("empty", .missing), ("large", .int64(9_007_199_254_740_992)),
            ("large", .double(0x1p53)), ("year", .double(.nan)), ("year", .double(.infinity)), ("year", .double(1e300)),
        ]
        for (column, value) in different { #expect(try !matches(.equals(column: column, value)), "\(column) \(value)") }
        let swapped: [String: Value] = ["x": .double(0x1p53)]
        let predicate = SlicePredicate.equals(column: "x", .int64(9_007_199_254_740_993))
        #expect(try !predicate.matches { swapped[$0] ?? .missing })
    }

    @Test("Membership, containment and missing values")
    func membership() throws {
        #expect(try matches(.isIn(column: "year", [.int64(1), .double(1985)])))
        #expect(try !matches(.isIn(column: "year", [])))
        #expect(try !matches(.isIn(column: "gone", [.missing, .int64(1)])))
        #expect(try matches(.contains(column: "genres", "drama")))
        #expect(try !matches(.contains(column: "genres", "dram")))
        #expect(try !matches(.contains(column: "title", "Heat")))
        #expect(try !matches(.contains(column: "gone", "")))
        #expect(try matches(.isMissing(column: "gone")))
        for column in ["nan", "empty", "genres"] { #expect(try !matches(.isMissing(column: column))) }
    }

    @Test("Ranges include the lower and exclude the upper bound; NaN and missing are in no range")
    func ranges() throws {
        #expect(try matches(.inRange(column: "year", lower: 1985, upper: 1986)))
        #expect(try !matches(.inRange(column: "year", lower: 1980, upper: 1985)))
        #expect(try matches(.inRange(column: "year", lower: nil, upper: 1986)))
        #expect(try !matches(.inRange(column: "year", lower: 1986, upper: nil)))
        #expect(try !matches(.inRange(column: "year", lower: .nan, upper: nil)))
        #expect(try !matches(.inRange(column: "year", lower: nil, upper: .nan)))
        #expect(try matches(.inRange(column: "time", lower: 1000, upper: 1001)))
        #expect(try matches(.inRange(column: "endless", lower: nil, upper: nil)))
        #expect(try !matches(.inRange(column: "endless", lower: nil, upper: .infinity)))
        for column in ["nan", "gone", "title", "genres"] {
            #expect(try !matches(.inRange(column: column, lower: nil, upper: nil)), "\(column)")
        }
    }

    @Test("Operators join, of nothing too, and a missing value fails comparisons but not their negation")
    func operators() throws {
        let yes = SlicePredicate.isMissing(column: "gone")
        let no = SlicePredicate.equals(column: "gone", .int64(1))
        #expect(try matches(.all))
        #expect(try matches(.and([yes, yes])))
        #expect(try !matches(.and([yes, no])))
        #expect(try matches(.or([no, yes])))
        #expect(try !matches(.or([no, no])))
        #expect(try matches(.and([])))
        #expect(try !matches(.or([])))
        #expect(try matches(.not(no)))
        #expect(try !matches(.not(.all)))
        expectCoreError(.unknownName) { try matches(.not(.equals(column: "unknown", .int64(1)))) }
    }

    @Test("The columns are listed once, in order")
    func columns() throws {
        let predicate = SlicePredicate.and([
            .not(.equals(column: "c", .int64(1))), .or([.isIn(column: "b", []), .contains(column: "e", "x")]),
            .inRange(column: "a", lower: nil, upper: nil), .isMissing(column: "d"), .isMissing(column: "c"), .all,
        ])
        #expect(try predicate.columns() == ["a", "b", "c", "d", "e"])
    }

    private func nested(_ depth: Int) -> SlicePredicate {
        (1..<depth).reduce(SlicePredicate.isMissing(column: "gone")) { inner, level in
            level % 3 == 0 ? .and([inner]) : level % 3 == 1 ? .not(.not(inner)) : .or([inner])
        }
    }

    @Test("Nesting is accepted to the limit and refused beyond it, everywhere")
    func nesting() throws {
        func chain(_ levels: Int) -> SlicePredicate {
            (1..<levels).reduce(.isMissing(column: "gone")) { inner, _ in .and([inner]) }
        }
        let deepest = chain(SlicePredicate.maximumDepth)
        #expect(try matches(deepest))
        #expect(try deepest.columns() == ["gone"])
        let bytes = try CanonicalJSONEncoder().encode(["a": ["b": [deepest]]])
        #expect(
            try CanonicalJSONDecoder().decode([String: [String: [SlicePredicate]]].self, from: bytes)
                == ["a": ["b": [deepest]]])
        for predicate in [chain(SlicePredicate.maximumDepth + 1), nested(40), nested(3000)] {
            expectCoreError(.limitExceeded) { try matches(predicate) }
            expectCoreError(.limitExceeded) { try predicate.columns() }
            #expect(throws: (any Error).self) { try CanonicalJSONEncoder().encode(predicate) }
            #expect(predicate.description.contains("…"))
        }
    }

    @Test("Stored nesting beyond the limit is refused", arguments: [17, 24, 40, 5000])
    func storedNesting(levels: Int) {
        let leaf = #"{"isMissing":{"column":"a"}}"#
        let open = String(repeating: #"{"not":"#, count: levels - 1)
        let text = open + leaf + String(repeating: "}", count: levels - 1)
        #expect(throws: (any Error).self) { try decoded(SlicePredicate.self, text) }
    }

    @Test("The text reads like a condition")
    func description() {
        let cases: [(SlicePredicate, String)] = [
            (.all, "all rows"), (.equals(column: "a", .string("x")), "a = x"),
            (.isIn(column: "a", [.int64(1), .missing]), "a in {1, missing}"),
            (.inRange(column: "y", lower: 1980, upper: 1990.5), "y ≥ 1980 and y < 1990.5"),
            (.inRange(column: "y", lower: nil, upper: 1e300), "y < 1e+300"),
            (.inRange(column: "y", lower: .nan, upper: nil), "y ≥ nan"),
            (.inRange(column: "y", lower: nil, upper: nil), "y is a number"),
            (.contains(column: "g", "x"), "g has x"), (.isMissing(column: "g"), "g is missing"),
            (.and([.all, .not(.all)]), "(all rows) and (not (all rows))"), (.or([.all]), "(all rows)"),
        ]
        for (predicate, text) in cases { #expect(predicate.description == text) }
    }
}
