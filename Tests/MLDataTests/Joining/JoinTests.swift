import MLCore
import MLData
import Testing

@Suite("Joins")
struct JoinTests {
    private func rides() throws -> DataFrame {
        try DataFrame([
            ("user", Column(["a", "b", nil, "c", "a"])), ("fare", Column([1.0, 2, 3, 4, 5])),
        ])
    }

    private func users() throws -> DataFrame {
        try DataFrame([
            ("user", Column(["c", "a", nil])), ("age", Column([30, 40, 50] as [Int64?])),
            ("fare", Column([9.0, 8, 7])),
        ])
    }

    @Test("An inner join keeps matches in the order of the left side; a missing key matches nothing")
    func inner() throws {
        let joined = try rides().joined(with: try users(), on: ["user"])
        #expect(joined.columnNames == ["user", "fare", "age", "fare_right"])
        #expect(try joined.values(of: ColumnKey<Double>("fare")) == [1, 4, 5])
        #expect(try joined.values(of: ColumnKey<Int64>("age")) == [40, 30, 40])
    }

    @Test("A left join keeps all rows, and its right side may be missing")
    func left() throws {
        let joined = try rides().joined(with: try users(), on: ["user"], kind: .left, cardinality: .manyToOne)
        #expect(try joined.values(of: ColumnKey<Int64>("age")) == [40, nil, nil, 30, 40])
        #expect(try joined.schema.field("age").allowsMissing)
        let empty = try users().prefix(0)
        let without = try rides().joined(with: empty, on: ["user"], kind: .left)
        #expect(try without.values(of: ColumnKey<Int64>("age")) == [nil, nil, nil, nil, nil])
    }

    @Test("Rows with and without a match are divided between a semi and an anti join")
    func semiAndAnti() throws {
        let semi = try rides().joined(with: try users(), on: ["user"], kind: .semi)
        let anti = try rides().joined(with: try users(), on: ["user"], kind: .anti)
        #expect(try semi.values(of: ColumnKey<Double>("fare")) == [1, 4, 5])
        #expect(try anti.values(of: ColumnKey<Double>("fare")) == [2, 3])
        #expect(semi.columnNames == ["user", "fare"])
    }

    @Test("Several matches multiply rows, unless the cardinality forbids it")
    func cardinality() throws {
        let twice = try users().concatenating(try users())
        let joined = try rides().joined(with: twice, on: ["user"])
        #expect(joined.rowCount == 6)
        let error = #expect(throws: DataError.self) {
            try rides().joined(with: twice, on: ["user"], cardinality: .manyToOne)
        }
        #expect(error?.description.contains("rows 0 and 3 of the right side") == true)
        #expect(throws: DataError.self) {
            try rides().joined(with: try users(), on: ["user"], cardinality: .oneToMany)
        }
    }

    @Test("Keys of several columns join as the nested loop does")
    func definition() throws {
        for seed in 0..<40 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            func frame(_ rows: Int, _ value: String) throws -> DataFrame {
                let texts = (0..<rows).map { _ in ["x", "K", "é", "e\u{301}", "\u{212A}", nil][random.next(below: 6)] }
                let numbers = (0..<rows).map { _ in [0.0, -0.0, .nan, 1, nil][random.next(below: 5)] }
                return try DataFrame([
                    ("k", Column(texts)), ("n", Column(numbers)), (value, Column(present: (0..<rows).map(Int64.init))),
                ])
            }
            let (left, right) = (try frame(random.next(below: 30), "l"), try frame(random.next(below: 30), "r"))
            var expected: [(Int64, Int64)] = []
            for l in left.rows {
                for r in right.rows {
                    let (a, b) = (try l[ColumnKey<Double>("n")], try r[ColumnKey<Double>("n")])
                    guard let a, let b, a == b || (a.isNaN && b.isNaN), let key = try l[ColumnKey<String>("k")],
                        try key == r[ColumnKey<String>("k")]
                    else { continue }
                    expected.append((Int64(l.index), Int64(r.index)))
                }
            }
            let joined = try left.joined(with: right, on: ["k", "n"])
            #expect(try joined.values(of: ColumnKey<Int64>("l")) == expected.map(\.0), "seed \(seed)")
            #expect(try joined.values(of: ColumnKey<Int64>("r")) == expected.map(\.1), "seed \(seed)")
        }
    }

    @Test("Times are found as a search through all rows finds them")
    func asOfDefinition() throws {
        for seed in 0..<60 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            func frame(_ rows: Int, _ value: String) throws -> DataFrame {
                let keys = (0..<rows).map { _ in ["x", "y", nil][random.next(below: 3)] }
                let times = (0..<rows).map { _ in
                    [Double(random.next(below: 9)), Double(random.next(below: 9)), .nan, nil][random.next(below: 4)]
                }
                return try DataFrame([
                    ("k", Column(keys)), ("t", Column(times)), (value, Column(present: (0..<rows).map(Int64.init))),
                ])
            }
            let (left, right) = (try frame(random.next(below: 20), "l"), try frame(random.next(below: 20), "r"))
            let join = AsOfJoin(
                on: "t", by: ["k"],
                direction: [.backward, .forward, .nearest][random.next(below: 3)],
                tolerance: [nil, 0, 2][random.next(below: 3)], allowsExactMatches: random.nextBool(probability: 0.5))
            let found = try left.positions(in: right, asOf: join)
            for l in left.rows {
                #expect(found[l.index] == (try Self.search(l, right, join)), "seed \(seed), row \(l.index), \(join)")
            }
        }
    }

    /// The best row by the definition: nearest in the allowed direction; of equal times the later row, looking
    /// backward.
    private static func search(_ row: RowView, _ right: DataFrame, _ join: AsOfJoin) throws -> Int? {
        guard let time = try row[ColumnKey<Double>("t")], !time.isNaN, let key = try row[ColumnKey<String>("k")] else {
            return nil
        }
        var before: (Int, Double)?
        var after: (Int, Double)?
        for other in right.rows where try other[ColumnKey<String>("k")] == key {
            guard let candidate = try other[ColumnKey<Double>("t")], !candidate.isNaN,
                join.allowsExactMatches || candidate != time
            else { continue }
            if candidate <= time, candidate >= before?.1 ?? -.infinity { before = (other.index, candidate) }
            if candidate >= time, candidate < after?.1 ?? .infinity { after = (other.index, candidate) }
        }
        var best: (Int, Double)?
        switch join.direction {
        case .backward: best = before
        case .forward: best = after
        case .nearest:
            best = before ?? after
            if let before, let after, after.1 - time < time - before.1 { best = after }
        }
        return best.flatMap { abs($0.1 - time) <= join.tolerance ?? .infinity ? $0.0 : nil }
    }

    @Test("Times at the ends of their range, and distances that a double cannot tell apart")
    func extremeTimes() throws {
        func positions<T: ColumnElement>(_ left: [T?], _ right: [T?], _ join: AsOfJoin) throws -> [Int?] {
            try DataFrame([("t", Column(left))]).positions(in: try DataFrame([("t", Column(right))]), asOf: join)
        }
        #expect(try positions([Double.infinity], [1, .infinity], AsOfJoin(on: "t", tolerance: 0)) == [1])
        #expect(
            try positions([Double.infinity], [.infinity, .infinity], AsOfJoin(on: "t", direction: .nearest)) == [1])
        let far: Int64 = 1 << 54
        #expect(
            try positions([far / 2 + 1], [0, far + 1] as [Int64?], AsOfJoin(on: "t", direction: .nearest)) == [1])
        #expect(try positions([.max], [.min] as [Int64?], AsOfJoin(on: "t", tolerance: 1e19)) == [nil])
        #expect(try positions([.max], [.min] as [Int64?], AsOfJoin(on: "t", tolerance: 2e19)) == [0])
        #expect(try positions([nil, 5], [nil, 7] as [Float?], AsOfJoin(on: "t", direction: .forward)) == [nil, 1])
        #expect(try positions([1.0], [] as [Double?], AsOfJoin(on: "t")) == [nil])
        #expect(try positions([], [1.0] as [Double?], AsOfJoin(on: "t")).isEmpty)
    }

    @Test("A join that would be too large is refused before it is made; long texts are not copied into gaps")
    func sizes() throws {
        let same = try DataFrame([("k", Column(present: [String](repeating: "a", count: 3_000)))])
        let error = #expect(throws: DataError.self) {
            try same.joined(with: same, on: ["k"], maximumRowCount: 8_999_999)
        }
        #expect(error?.code == .limitExceeded)
        let long = try DataFrame([
            ("k", Column(present: ["b"])), ("text", Column(present: [String(repeating: "x", count: 1 << 20)])),
        ])
        let many = try DataFrame([("k", Column(present: [String](repeating: "a", count: 100_000)))])
        #expect(try many.joined(with: long, on: ["k"], kind: .left).column("text").missingCount == 100_000)
        let empty = many.prefix(0)
        #expect(try empty.joined(with: empty, on: ["k"]).rowCount == 0)
        #expect(try empty.joined(with: long, on: ["k"], kind: .left).columnNames == ["k", "text"])
        #expect(try many.joined(with: empty, on: ["k"], kind: .anti).rowCount == 100_000)
    }

    @Test("Keys of different types, unknown columns and a negative tolerance are refused")
    func refusals() throws {
        let other = try DataFrame([
            ("user", Column(present: [1, 2] as [Int64])), ("fare", Column(present: ["a", "b"])),
        ])
        #expect(throws: DataError.self) { try rides().joined(with: other, on: ["user"]) }
        #expect(throws: DataError.self) { try rides().joined(with: other, on: []) }
        #expect(throws: DataError.self) { try rides().joined(with: other, on: ["nothing"]) }
        #expect(throws: DataError.self) { try rides().joined(with: other, asOf: AsOfJoin(on: "fare")) }
        #expect(throws: DataError.self) { try rides().joined(with: rides(), asOf: AsOfJoin(on: "user")) }
        #expect(throws: DataError.self) { try rides().joined(with: rides(), asOf: AsOfJoin(on: "fare", tolerance: -1)) }
        #expect(throws: DataError.self) {
            try rides().joined(with: rides(), asOf: AsOfJoin(on: "fare", tolerance: .nan))
        }
        // A suffix that makes a name twice.
        let wide = try DataFrame([("user", Column(["a"])), ("fare", Column([1.0])), ("fare_right", Column([1.0]))])
        #expect(throws: DataError.self) { try wide.joined(with: users(), on: ["user"]) }
    }
}
